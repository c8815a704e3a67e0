"use client";
/** The end of every request: a message if one wishes, and the button. */
import type { FieldOf } from "@/components/forms/checked-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import type { Messages } from "@/lib/i18n/messages";

export function WishEnd({ field, words }: { field: FieldOf; words: Messages["requests"]["new"] }) {
  return (
    <>
      <TextArea {...field("comment")} label={words.comment} hint={words.commentHint} mark={words.optional} rows={3} />
      <p className="small soft mb-3">{words.proof}</p>
      <SubmitButton>{words.submit}</SubmitButton>
    </>
  );
}
