import type { ReactElement } from 'react';
import { eventShapeOf } from '#shared/model/taskRules.ts';
import { TextArea, TextField } from '../../ui/Field.tsx';
import { draftProblems, fieldText, parseData, typeOfDraft, withField, type AppendDraft } from './draft.ts';

/** The payload of an event: a field for each that its type has, and the whole of it as DynamoDB JSON. */
export function PayloadFields({
  draft,
  tried,
  onEdit,
}: {
  readonly draft: AppendDraft;
  /** Whether to point at what is missing. */
  readonly tried: boolean;
  readonly onEdit: (patch: Partial<AppendDraft>) => void;
}): ReactElement {
  const parsed = parseData(draft.dataText);
  const problems = draftProblems(draft);
  const fields = eventShapeOf(typeOfDraft(draft))?.fields ?? [];
  return (
    <>
      {fields.map((field) => {
        const text = parsed.ok ? fieldText(parsed.data, field) : undefined;
        const filled = text !== undefined && text !== '';
        return (
          <TextField
            key={field.name}
            label={field.required ? field.name : `${field.name} (optional)`}
            mono={field.type === 'N'}
            {...(field.type === 'N' ? { inputMode: 'decimal' as const } : {})}
            value={text ?? ''}
            disabled={text === undefined}
            error={tried || filled ? problems.get(field.name) : undefined}
            hint={
              text === undefined
                ? parsed.ok
                  ? 'Not a plain text: edit it in the JSON below.'
                  : undefined
                : undefined
            }
            onChange={(event) => {
              if (parsed.ok) onEdit({ dataText: withField(parsed.data, field, event.currentTarget.value) });
            }}
          />
        );
      })}
      <TextArea
        label="Payload as DynamoDB JSON"
        rows={5}
        value={draft.dataText}
        error={problems.get(':data')}
        hint="Every attribute with its type; numbers as text, kept digit by digit."
        onChange={(event) => onEdit({ dataText: event.currentTarget.value })}
      />
    </>
  );
}
