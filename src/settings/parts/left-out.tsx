// Which values were left out in this span, by target, and which requests were refused.
import type { ActivityAnswer } from '../../core/admin.ts'
import { ago, number } from '../format.ts'
import { problemText, refusalText, t } from '../i18n.ts'
import { Icon } from './icon.tsx'
import { hubLink } from '../route.ts'

export function LeftOut({ answer: { now, problems, refusals } }: { answer: ActivityAnswer }) {
  return (
    <section class="card">
      <h2>{t('activity.problems')}</h2>
      <p class="hint">{t('activity.problemsHint')}</p>
      {problems.length ? (
        <div class="scroll" tabIndex={0} role="region" aria-label={t('activity.problems')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('activity.target')}</th>
                <th scope="col">{t('activity.what')}</th>
                <th scope="col">{t('hub.label')}</th>
                <th scope="col" class="figure">
                  {t('activity.count')}
                </th>
                <th scope="col">{t('activity.last')}</th>
              </tr>
            </thead>
            <tbody>
              {problems.map((one) => (
                <tr key={`${one.hub} ${one.rule} ${one.target} ${one.code}`}>
                  <td>
                    <code>{one.target}</code>
                  </td>
                  <td>{problemText(one.code)}</td>
                  <td>
                    <a href={hubLink(one.hub, 'map')}>{one.hub}</a> · {one.rule}
                  </td>
                  <td class="figure">{number(one.count)}</td>
                  <td>{ago(one.lastAt, Date.parse(now))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p class="result good">
          <Icon name="check" /> {t('activity.noProblems')}
        </p>
      )}
      {refusals.length > 0 && (
        <>
          <h3>{t('activity.refusals')}</h3>
          <ul class="chips">
            {refusals.map(({ code, count }) => (
              <li key={code}>
                {refusalText(code)} <strong>{number(count)}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
