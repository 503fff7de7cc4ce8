"""What a borrower is told when somebody has changed their loan; what concerns our books alone, they are not told."""

from __future__ import annotations

TOLD = {
    "charge_fee": ("收取了一笔费用", "a fee was charged"),
    "waive": ("减免了应还款项", "part of what was due was waived"),
    "grant_goodwill": ("抵减了一笔应还款项", "an amount was credited to you"),
    "refund_by_merchant": ("商户退款已冲减欠款", "a merchant's refund has reduced what you owe"),
    "capitalise_income": ("应收款项转入了本金", "an amount was added to the principal"),
    "shift_due_date": ("还款日已调整", "a due date was moved"),
    "extend_term": ("还款期限已延长", "the term was extended"),
    "defer": ("已办理延期还款", "installments were deferred"),
    "re_amortise": ("逾期款项已分摊到以后各期", "what was overdue was spread over the coming installments"),
    "re_age": ("还款计划已重新安排", "your plan was made anew"),
    "change_rate": ("利率已调整", "the interest rate was changed"),
    "pause_interest": ("已暂停计息一段时间", "interest was paused for a time"),
    "stop_interest": ("已停止计息", "interest was stopped"),
    "terminate_contract": ("合同已终止，全部借款到期", "the contract was terminated and all of it is due"),
    "correct_repayment": ("一笔还款的记账日期已更正", "the date of a repayment was corrected"),
    "reverse_event": ("一笔记录已撤销", "a record was reversed"),
    "charge_back": ("一笔还款被付款行收回，需要重新还款", "a payment was taken back by the bank and is owed again"),
    "change_limit": ("额度已调整", "your limit was changed"),
    "freeze_line": ("额度已冻结，暂不能提款", "your line was frozen; nothing can be drawn for now"),
    "unfreeze_line": ("额度已解冻，可以提款", "your line was unfrozen; you can draw again"),
}
"""By kind of command: Chinese and English."""

OF_OUR_BOOKS = frozenset({"begin_non_accrual", "resume_accrual", "charge_off", "write_off", "write_back"})
"""Kinds that change what the loan counts for, not what is owed."""
