// Of a play whose answers go together: where question and answer stand in each event, what ends the play, and its bounds.
import type { Seen } from '../../core/admin.ts'
import type { Collect } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { SourceInput } from '../parts/source-input.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { EventList } from './event-list.tsx'
import { eventNames } from './event-names.ts'
import { without } from './rows.ts'
import { textOfValues, valuesOfText } from './typed-values.ts'

interface Props {
  collect: Collect
  seen: Seen | undefined
  onChange: (collect: Collect) => void
}

export function CollectFields({ collect, seen, onChange }: Props) {
  const paths = (key: 'question' | 'answer' | 'correct') => (
    <Field label={t(`collect.${key}`)} hint={t(`collect.${key}Hint`)}>
      <SourceInput
        value={textOfValues(collect[key] ?? [])}
        placeholder="event.isCorrect"
        onChange={(typed) => {
          const next = valuesOfText(typed)
          if (next.length) onChange({ ...collect, [key]: next })
          // There is no play without the other two: the old ones stand.
          else if (key === 'correct') onChange(without(collect, key))
        }}
      />
    </Field>
  )
  const bound = (key: 'max' | 'idleMinutes', usual: number, most: number) => (
    <Field label={t(`collect.${key}`)}>
      <TextInput
        type="number"
        min={1}
        max={most}
        value={collect[key] ?? ''}
        placeholder={String(usual)}
        onChange={({ currentTarget: { value } }) => onChange(value ? { ...collect, [key]: Number(value) } : without(collect, key))}
      />
    </Field>
  )
  return (
    <div class="collect columns" role="group" aria-label={t('collect.play')}>
      {paths('question')}
      {paths('answer')}
      {paths('correct')}
      <EventList
        label={t('collect.until')}
        names={collect.until}
        events={eventNames(seen, collect.until)}
        onChange={(until) => onChange({ ...collect, until })}
      />
      {bound('max', 100, 500)}
      {bound('idleMinutes', 10, 1440)}
    </div>
  )
}
