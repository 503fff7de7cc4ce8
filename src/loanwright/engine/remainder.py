"""Who bears what rounding leaves, where it is not simply the last installment."""

from __future__ import annotations

from math import prod

from loanwright.engine.annuity import Columns, Problem, paid_by
from loanwright.engine.rounding import divide
from loanwright.kernel.money import Rounding

_PASSES = 4


def remainder_first(problem: Problem, level: int) -> Columns:
    """The first installment differs, all others are level, the last one too as far as whole minor units allow.

    What the last would differ by, d, is worth d / prod_{i>1}(1 + f_i) in the first installment; since interest is
    rounded each time, the step is repeated until the last installment fits.
    """
    count, scale = len(problem.factors), problem.scale
    wanted = [level] * count
    later = prod(scale + factor for factor in problem.factors[1:])
    best = columns = paid_by(problem, wanted)
    for _ in range(_PASSES):
        gap = _gap(columns, level)
        if not gap or count == 1:
            break
        worth = divide(gap * scale ** (count - 1), later, Rounding.HALF_EVEN) or (1 if gap > 0 else -1)
        wanted[0] = max(wanted[0] + worth, 0)
        columns = paid_by(problem, wanted)
        best = min(best, columns, key=lambda tried: abs(_gap(tried, level)))
    return best


def remainder_spread(problem: Problem, level: int) -> Columns:
    """What the last installment would differ by is taken one unit each by the first installments, if that helps it."""
    count, multiple = len(problem.factors), problem.terms.installment_multiple
    plain = paid_by(problem, [level] * count)
    gap = _gap(plain, level)
    unit = multiple if gap > 0 else -multiple
    several = min(abs(gap) // multiple, count - 1)
    spread = paid_by(problem, [level + unit] * several + [level] * (count - several))
    return min(plain, spread, key=lambda tried: abs(_gap(tried, level)))


def shared_out(amount: int, count: int, multiple: int) -> list[int]:
    """Equal shares in whole multiples, one more for each of the first; less than a multiple stays with the last."""
    share, more = divmod(amount // multiple, count)
    parts = [(share + 1) * multiple] * more + [share * multiple] * (count - more)
    parts[-1] += amount % multiple
    return parts


def _gap(columns: Columns, level: int) -> int:
    return columns[0][-1] + columns[1][-1] - level
