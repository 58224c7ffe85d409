// One card, played in a dialog: questions and form in the card's order, Komo's events along the way.
import { useEffect, useRef, useState } from 'preact/hooks'
import { Art } from './art.tsx'
import type { Card, Question } from './cards.ts'
import { pushEvent } from './data-layer.ts'
import { EntryForm } from './entry-form.tsx'

type Step = { at: 'form' } | { at: 'question'; index: number } | { at: 'thanks' }

export function CardDialog({ card, onClose }: { card: Card; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [score, setScore] = useState(0)
  const questions = card.questions ?? []
  const [step, setStep] = useState<Step>(card.form?.at === 'start' ? { at: 'form' } : { at: 'question', index: 0 })

  useEffect(() => {
    dialog.current?.showModal()
    pushEvent('card-viewed', card)
  }, [])
  useEffect(() => {
    if (step.at === 'form') pushEvent('form-start', card)
  }, [step.at])
  useEffect(() => {
    // The button that had the focus is gone with its step: keyboard users go on from the heading.
    if (!dialog.current?.contains(document.activeElement)) dialog.current?.querySelector('h3')?.focus()
  }, [step])

  function answer(question: Question, index: number): void {
    const right = question.right === index
    const total = score + (right ? 1 : 0)
    setScore(total)
    pushEvent('card-answered', card, {
      questionId: question.id,
      question: question.text,
      answer: question.answers[index],
      ...(question.right !== undefined && { isCorrect: right }),
    })
    const next = questions.indexOf(question) + 1
    if (next < questions.length) return setStep({ at: 'question', index: next })
    pushEvent('card-finished', card, { score: total })
    setStep(card.form?.at === 'end' ? { at: 'form' } : { at: 'thanks' })
  }

  const question = step.at === 'question' ? questions[step.index] : undefined
  // `data-card-id` tells the script whose form this is. Komo's events alone cannot, once another card's form was shown and never sent.
  return (
    <dialog ref={dialog} class={`play ${card.art}`} data-card-id={card.id} aria-label={card.name} onClose={onClose}>
      <header>
        <Art of={card.art} />
        <button class="close" aria-label="Close" onClick={() => dialog.current?.close()}>
          ×
        </button>
      </header>
      {question && (
        <section key={question.id} class="question">
          {questions.length > 1 && (
            <p class="count">
              Question {step.at === 'question' ? step.index + 1 : 0} of {questions.length}
            </p>
          )}
          <h3 tabIndex={-1}>{question.text}</h3>
          {question.answers.map((text, index) => (
            <button key={text} onClick={() => answer(question, index)}>
              {text}
            </button>
          ))}
        </section>
      )}
      {step.at === 'form' && card.form && (
        <EntryForm card={card} title={card.form.title.replace('{score}', String(score))} onAccepted={() => setStep({ at: 'thanks' })} />
      )}
      {step.at === 'thanks' && (
        <section class="thanks" role="status">
          <h3 tabIndex={-1}>{card.form?.thanks ?? 'Tip recorded. See you on the day.'}</h3>
          <button onClick={() => dialog.current?.close()}>Back to the hub</button>
        </section>
      )}
    </dialog>
  )
}
