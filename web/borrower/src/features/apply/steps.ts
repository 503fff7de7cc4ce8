import type { DraftForm } from '@loanwright/client'
import type { Component } from 'vue'
import AccountStep from './steps/AccountStep.vue'
import ConsentStep from './steps/ConsentStep.vue'
import ContactStep from './steps/ContactStep.vue'
import DebtStep from './steps/DebtStep.vue'
import EmploymentStep from './steps/EmploymentStep.vue'
import IdentityStep from './steps/IdentityStep.vue'
import IncomeStep from './steps/IncomeStep.vue'
import PropertyStep from './steps/PropertyStep.vue'
import ProtectionStep from './steps/ProtectionStep.vue'
import RegionStep from './steps/RegionStep.vue'
import ReviewStep from './steps/ReviewStep.vue'
import SavingsStep from './steps/SavingsStep.vue'

export type Question = Exclude<keyof DraftForm, 'language'>

export interface Step {
  readonly key: string
  /** The answers asked for on this screen. */
  readonly questions: readonly Question[]
  readonly screen: Component
}

/** The way through the application, one question a screen. */
export const STEPS: readonly Step[] = [
  { key: 'protection', questions: [], screen: ProtectionStep },
  { key: 'identity', questions: ['name', 'id_number'], screen: IdentityStep },
  { key: 'region', questions: ['region', 'address'], screen: RegionStep },
  { key: 'property', questions: ['property'], screen: PropertyStep },
  { key: 'employment', questions: ['employment'], screen: EmploymentStep },
  { key: 'contact', questions: ['contact_phone'], screen: ContactStep },
  { key: 'income', questions: ['monthly_income'], screen: IncomeStep },
  { key: 'debt', questions: ['existing_debt_monthly'], screen: DebtStep },
  { key: 'savings', questions: ['savings'], screen: SavingsStep },
  { key: 'account', questions: ['payout_account'], screen: AccountStep },
  { key: 'consent', questions: [], screen: ConsentStep },
  { key: 'review', questions: [], screen: ReviewStep },
]

/** The first step with a question still open, so that a person resumes where they stopped. */
export function firstOpenStep(missing: readonly string[]): string {
  const open = STEPS.find((step) => step.questions.some((question) => missing.includes(question)))
  return open?.key ?? 'consent'
}
