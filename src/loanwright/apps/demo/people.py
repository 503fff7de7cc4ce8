"""Who applies: real rows of the German credit data, each with an invented identity that follows from the seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from loanwright.decisioning.german_credit import GermanApplicant, german_applicants
from loanwright.parties.api import IdNumber, check_character

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志红梅春燕文博雨欣子轩"
# Counties (GB/T 2260) with the name a person from there would write.
_COUNTIES = {
    "110105": "北京市朝阳区",
    "330106": "浙江省杭州市西湖区",
    "330824": "浙江省衢州市开化县",
    "370783": "山东省寿光市",
    "410728": "河南省新乡市长垣县",
    "420506": "湖北省宜昌市夷陵区",
    "510105": "四川省成都市青羊区",
    "610581": "陕西省韩城市",
    "440106": "广东省广州市天河区",
    "320583": "江苏省昆山市",
}
_BANKS = ("工商银行", "农业银行", "建设银行", "邮政储蓄银行", "农村商业银行")
_EMPLOYERS = ("木器厂", "农机合作社", "供电所", "中心小学", "物流公司", "食品厂", "纺织厂", "卫生院")


@dataclass(frozen=True, slots=True)
class Identity:
    """An invented person. Nobody real has this ID number except by chance; phones are of an unassigned range."""

    name: str
    id_number: IdNumber
    phone: str
    region: str
    bank: str
    account: str
    employer: str


@dataclass(frozen=True, slots=True)
class DemoApplicant:
    """A real applicant's figures under an invented identity."""

    number: int
    identity: Identity
    figures: GermanApplicant


def demo_applicants(count: int, seed: int, on: date) -> tuple[DemoApplicant, ...]:
    """`count` applicants as they would apply on a day; a longer list begins with the shorter one.

    The file has fewer rows than somebody may ask for: then rows come again, under new identities.
    """
    rows = german_applicants(on)
    order = random.Random(seed).sample(range(len(rows)), len(rows))
    return tuple(_applicant(number, rows[order[number % len(rows)]], seed) for number in range(count))


def _applicant(number: int, figures: GermanApplicant, seed: int) -> DemoApplicant:
    dice = random.Random(f"{seed}/{number}")
    code, region = dice.choice(sorted(_COUNTIES.items()))
    identity = Identity(
        name=dice.choice(_SURNAMES) + "".join(dice.sample(_GIVEN, dice.choice((1, 2)))),
        id_number=_id_number(code, figures.answers.born_on, number),
        phone=f"199{number:08d}",
        region=region,
        bank=dice.choice(_BANKS),
        account=f"6228{dice.randrange(10**7):07d}{number:08d}",
        employer=region[-3:] + dice.choice(_EMPLOYERS),
    )
    return DemoApplicant(number, identity, figures)


def _id_number(county: str, born_on: date, number: int) -> IdNumber:
    """The number counts up within county and birth date, so two people never share one (up to 1,000 applicants)."""
    first_17 = f"{county}{born_on:%Y%m%d}{number % 1000:03d}"
    return IdNumber(first_17 + check_character(first_17))
