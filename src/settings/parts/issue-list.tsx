// What is wrong or doubtful in a hub file, each with a link to the step where it is put right.
import type { Issue } from '../../core/admin.ts'
import { hubLink } from '../route.ts'
import { stepOf } from '../steps.ts'

export function IssueList({ of, hub }: { of: Issue[]; hub: string }) {
  return (
    <ul class="issues">
      {of.map((issue, index) => (
        <li key={index} class={issue.level}>
          <a href={hubLink(hub, stepOf(issue))}>
            <code>{issue.path.join('.') || hub}</code>
          </a>
          <span lang="en">{issue.message}</span>
        </li>
      ))}
    </ul>
  )
}
