"""What a contract is to the client: its id, with the types of what travels under it. The contracts themselves: contracts.py."""

from __future__ import annotations

from typing import Generic, TypeVar

Data = TypeVar("Data")
Input = TypeVar("Input")
Answer = TypeVar("Answer")
Code = TypeVar("Code", bound=str)


class EventContract(str, Generic[Data]):
    """`procurement.purchase-order.approved.v2`"""

    __slots__ = ()


class CommandContract(str, Generic[Input, Answer, Code]):
    """`procurement.receive-goods.v1`; `Code` are its own refusals, beside those of the bridge."""

    __slots__ = ()


class QueryContract(str, Generic[Input, Answer, Code]):
    """`procurement.purchase-order-status.v1`; `Code` are its own refusals, beside those of the bridge."""

    __slots__ = ()
