// What is wrong or doubtful in a hub file, each with a link to the step, and to the rule, where it is put right.
import type { Issue } from '../../core/admin.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { issuePlace } from '../issue-place.ts'
import { hubLink } from '../route.ts'
import { stepOf } from '../steps.ts'

export function IssueList({ of, file }: { of: Issue[]; file: HubFile }) {
  return (
    <ul class="issues">
      {of.map((issue, index) => (
        <li key={index} class={issue.level}>
          <a href={hubLink(file.hub, stepOf(issue), ruleOf(issue))}>
            <code>{issuePlace(issue.path, file)}</code>
          </a>
          <span lang="en">{issue.message}</span>
        </li>
      ))}
    </ul>
  )
}

function ruleOf({ path: [list, at] }: Issue): number | undefined {
  return list === 'rules' && typeof at === 'number' ? at : undefined
}
