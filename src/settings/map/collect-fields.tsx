// The fields of a play whose answers are sent together: where question and answer stand in each event, what ends the play, and its bounds.
import type { Collect, KomoEvent, SourcePath } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { CheckedField, type Reading } from '../parts/checked-field.tsx'
import { Field } from '../parts/field.tsx'
import { SOURCES_ID } from '../parts/source-input.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { EventList } from './event-list.tsx'
import { without } from './rows.ts'
import { textOfValues, valuesOfText } from './typed-values.ts'

interface Props {
  collect: Collect
  events: KomoEvent[]
  onChange: (collect: Collect) => void
}

export function CollectFields({ collect, events, onChange }: Props) {
  const paths = (key: 'question' | 'answer' | 'correct') => (
    <CheckedField
      label={t(`collect.${key}`)}
      hint={t(`collect.${key}Hint`)}
      shown={textOfValues(collect[key] ?? [])}
      list={SOURCES_ID}
      placeholder="event.isCorrect"
      read={(text): Reading<SourcePath[]> => {
        const next = valuesOfText(text)
        // `correct` may stay empty; there is no play without the other two.
        return next.length || key === 'correct' ? { read: next } : { wrong: t('if.noSource', { example: `event.${key}` }) }
      }}
      onRead={(next) => onChange(next.length ? { ...collect, [key]: next } : (without(collect, key) as Collect))}
    />
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
      <EventList label={t('collect.until')} names={collect.until} events={events} onChange={(until) => onChange({ ...collect, until })} />
      {bound('max', 100, 500)}
      {bound('idleMinutes', 10, 1440)}
    </div>
  )
}
