"use client";
/** Two ways to bring a page: the camera of the phone, or files of the device. */
import { useId } from "react";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

type FileButtonsProps = {
  words: { photo: string; file: string; formats: string };
  isBusy: boolean;
  onFiles: (files: readonly File[]) => void;
};

const TYPES = "image/jpeg,image/png,image/heic,image/heif,application/pdf,.heic,.heif";

export function FileButtons({ words, isBusy, onFiles }: FileButtonsProps) {
  const id = useId();
  const take = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    // So that the same file can be chosen again after it was removed.
    input.value = "";
    if (files.length > 0) onFiles(files);
  };
  const shared = {
    type: "file",
    className: "sr",
    disabled: isBusy,
    "aria-describedby": `${id}-formats`,
    onChange: (event: { currentTarget: HTMLInputElement }) => take(event.currentTarget),
  } as const;
  return (
    <div className="file-buttons">
      <div>
        <input {...shared} id={`${id}-photo`} aria-label={words.photo} accept="image/*" capture="environment" />
        <label htmlFor={`${id}-photo`} className={`${buttonClass({ kind: "line" })} touch-only`}>
          <Icon name="plus" />
          {words.photo}
        </label>
        <input {...shared} id={`${id}-file`} accept={TYPES} multiple />
        <label htmlFor={`${id}-file`} className={buttonClass({ kind: "line" })}>
          <Icon name="upload" />
          {words.file}
        </label>
      </div>
      <p className="hint" id={`${id}-formats`}>
        {words.formats}
      </p>
    </div>
  );
}
