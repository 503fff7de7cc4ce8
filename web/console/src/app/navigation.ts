import type { IconName } from '@loanwright/ui'

export interface Section {
  readonly name: string
  readonly route: string
  readonly icon: IconName
  readonly permission: string
}

/** The menu, in the order of a working day; people see what they may open. */
export const SECTIONS: readonly Section[] = [
  { name: 'overview', route: 'overview', icon: 'chart', permission: 'report.read' },
  { name: 'applications', route: 'applications', icon: 'list', permission: 'application.read' },
  { name: 'fraud', route: 'fraud', icon: 'search', permission: 'fraud.read' },
  { name: 'loans', route: 'loans', icon: 'document', permission: 'loan.read' },
  { name: 'requests', route: 'requests', icon: 'check', permission: 'loan.read' },
  { name: 'payments', route: 'payments', icon: 'card', permission: 'payment.read' },
  { name: 'reconciliation', route: 'reconciliation', icon: 'retry', permission: 'payment.read' },
  { name: 'day', route: 'day', icon: 'clock', permission: 'loan.read' },
  { name: 'ledger', route: 'ledger', icon: 'copy', permission: 'ledger.read' },
  { name: 'flow', route: 'flow', icon: 'forward', permission: 'application.read' },
  { name: 'policies', route: 'policies', icon: 'check', permission: 'policy.read' },
  { name: 'parameters', route: 'parameters', icon: 'list', permission: 'parameter.read' },
  { name: 'partners', route: 'partners', icon: 'person', permission: 'partner.read' },
  { name: 'models', route: 'models', icon: 'chart', permission: 'policy.read' },
  { name: 'operations', route: 'operations', icon: 'lock', permission: 'audit.read' },
]

/** Where somebody begins: the first section they may open. */
export function home(may: (permission: string) => boolean): { name: string } {
  return { name: SECTIONS.find((section) => may(section.permission))?.route ?? 'sign-in' }
}
