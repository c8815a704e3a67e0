/** The few sentences a form says by itself, handed to the client so that no catalogue travels with the page. */

export type FormTexts = {
  /** « 1 réponse à corriger » */
  oneFault: string;
  /** « {count} réponses à corriger » */
  manyFaults: string;
  /** « Vos autres réponses sont gardées. » */
  kept: string;
  /** « Rien n’a été enregistré » */
  refused: string;
  /** « C’est enregistré. » */
  done: string;
  /** « Référence » */
  reference: string;
  /** « Enregistrement… » */
  pending: string;
};

/** `t` is the translator of the namespace "ui.form". */
export function formTexts(t: (key: keyof FormTexts, values?: Record<string, string>) => string): FormTexts {
  return {
    oneFault: t("oneFault"),
    manyFaults: t("manyFaults", { count: "{count}" }),
    kept: t("kept"),
    refused: t("refused"),
    done: t("done"),
    reference: t("reference"),
    pending: t("pending"),
  };
}
