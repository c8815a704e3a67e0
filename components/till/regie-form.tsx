/** Which régie's till: a form that asks for a page; nothing when the commune has one régie. */
import { Select } from "@/components/forms/select";
import { Button } from "@/components/ui/button";

type RegieFormProps = {
  page: string;
  regies: readonly { id: string; name: string }[];
  regieId: string;
  words: { regie: string; show: string };
};

export function RegieForm({ page, regies, regieId, words }: RegieFormProps) {
  if (regies.length < 2) return null;
  return (
    <form action={page} method="get" className="field-bar py-3">
      <Select
        name="regie"
        label={words.regie}
        defaultValue={regieId}
        options={regies.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Button kind="line" type="submit">
        {words.show}
      </Button>
    </form>
  );
}
