"""Generated from the contracts by `npm run generate`; do not edit.

As a reader sees them: later versions may add fields.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from odoo_nats_bridge_client.contract import CommandContract, EventContract, QueryContract


class AnalyticsCostCodeOpenedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class AnalyticsCostCodeOpenedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class AnalyticsCostCodeOpenedV1(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """Short code"""
    name: str
    """Name"""
    plan: str
    """What it is one of, as `Projects` or `Departments`; a cost has one code of each plan"""
    customer: AnalyticsCostCodeOpenedV1Customer | None
    """The customer for whom the costs are made"""
    company: AnalyticsCostCodeOpenedV1Company | None
    """null for a code that companies share"""
    active: bool
    """false when archived"""


ANALYTICS_COST_CODE_OPENED_V1: EventContract[AnalyticsCostCodeOpenedV1] = EventContract("analytics.cost-code.opened.v1")
"""A cost code may be booked on from now on: it is new, or was taken out of the archive."""


AnalyticsCostCodeClosedV1 = AnalyticsCostCodeOpenedV1

ANALYTICS_COST_CODE_CLOSED_V1: EventContract[AnalyticsCostCodeClosedV1] = EventContract("analytics.cost-code.closed.v1")
"""The cost code was archived: nothing more is to be booked on it."""


class AnalyticsCostCodeChangedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class AnalyticsCostCodeChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class AnalyticsCostCodeChangedV1(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """Short code"""
    name: str
    """Name"""
    plan: str
    """What it is one of, as `Projects` or `Departments`; a cost has one code of each plan"""
    customer: AnalyticsCostCodeChangedV1Customer | None
    """The customer for whom the costs are made"""
    company: AnalyticsCostCodeChangedV1Company | None
    """null for a code that companies share"""
    active: bool
    """false when archived"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


ANALYTICS_COST_CODE_CHANGED_V1: EventContract[AnalyticsCostCodeChangedV1] = EventContract("analytics.cost-code.changed.v1")
"""The cost code as it is after any change, its creation and a re-emission included. For keeping a copy."""


class CompaniesCompanyChangedV1Party(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class CompaniesCompanyChangedV1Parent(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class CompaniesCompanyChangedV1(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""
    party: CompaniesCompanyChangedV1Party
    """The company as a party, with its address"""
    taxId: str | None
    """VAT or other tax number"""
    currency: str
    """ISO 4217; what its books are kept in"""
    parent: CompaniesCompanyChangedV1Parent | None
    """The company it is a branch of; null for a company of its own"""
    active: bool
    """false when archived"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


COMPANIES_COMPANY_CHANGED_V1: EventContract[CompaniesCompanyChangedV1] = EventContract("companies.company.changed.v1")
"""The company as it is after any change, its creation and a re-emission included. For keeping a copy."""


class CrmOpportunityCreatedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class CrmOpportunityCreatedV1Contact(TypedDict):
    company: str | None
    """Name of the company, as it was told us"""
    person: str | None
    """Name of the person"""
    email: str | None
    """E-mail address"""
    phone: str | None
    """Telephone number"""


class CrmOpportunityCreatedV1ExpectedRevenue(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class CrmOpportunityCreatedV1Salesperson(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class CrmOpportunityCreatedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class CrmOpportunityCreatedV1(TypedDict):
    id: str
    """Canonical id"""
    title: str
    """What it is about"""
    state: Literal["open", "won", "lost"]
    """open, won or lost"""
    active: bool
    """false when archived; a lost one is"""
    stage: str | None
    """Name of the stage in our pipeline"""
    customer: CrmOpportunityCreatedV1Customer | None
    """The legal party, where it is one of our parties"""
    contact: CrmOpportunityCreatedV1Contact
    """Whom to talk to"""
    expectedRevenue: CrmOpportunityCreatedV1ExpectedRevenue
    """What we expect to sell, once"""
    expectedOn: str | None
    """When we expect to win it"""
    lostReason: str | None
    """Why it was lost"""
    salesperson: CrmOpportunityCreatedV1Salesperson | None
    """"""
    team: str | None
    """Name of the sales team"""
    company: CrmOpportunityCreatedV1Company | None
    """"""
    openedAt: str
    """When it, or the lead it began as, was entered"""
    closedAt: str | None
    """When it was won or lost"""


CRM_OPPORTUNITY_CREATED_V1: EventContract[CrmOpportunityCreatedV1] = EventContract("crm.opportunity.created.v1")
"""A chance to sell was entered, or a lead was qualified as one."""


CrmOpportunityStageChangedV1 = CrmOpportunityCreatedV1

CRM_OPPORTUNITY_STAGE_CHANGED_V1: EventContract[CrmOpportunityStageChangedV1] = EventContract("crm.opportunity.stage-changed.v1")
"""It went to another stage of the pipeline. Its creation in a first stage is none."""


CrmOpportunityWonV1 = CrmOpportunityCreatedV1

CRM_OPPORTUNITY_WON_V1: EventContract[CrmOpportunityWonV1] = EventContract("crm.opportunity.won.v1")
"""We sold it. It can be reopened and won again."""


CrmOpportunityLostV1 = CrmOpportunityCreatedV1

CRM_OPPORTUNITY_LOST_V1: EventContract[CrmOpportunityLostV1] = EventContract("crm.opportunity.lost.v1")
"""We did not sell it; the reason is given where somebody named one. It can be restored."""


class CrmOpportunityChangedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class CrmOpportunityChangedV1Contact(TypedDict):
    company: str | None
    """Name of the company, as it was told us"""
    person: str | None
    """Name of the person"""
    email: str | None
    """E-mail address"""
    phone: str | None
    """Telephone number"""


class CrmOpportunityChangedV1ExpectedRevenue(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class CrmOpportunityChangedV1Salesperson(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class CrmOpportunityChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class CrmOpportunityChangedV1(TypedDict):
    id: str
    """Canonical id"""
    title: str
    """What it is about"""
    state: Literal["open", "won", "lost"]
    """open, won or lost"""
    active: bool
    """false when archived; a lost one is"""
    stage: str | None
    """Name of the stage in our pipeline"""
    customer: CrmOpportunityChangedV1Customer | None
    """The legal party, where it is one of our parties"""
    contact: CrmOpportunityChangedV1Contact
    """Whom to talk to"""
    expectedRevenue: CrmOpportunityChangedV1ExpectedRevenue
    """What we expect to sell, once"""
    expectedOn: str | None
    """When we expect to win it"""
    lostReason: str | None
    """Why it was lost"""
    salesperson: CrmOpportunityChangedV1Salesperson | None
    """"""
    team: str | None
    """Name of the sales team"""
    company: CrmOpportunityChangedV1Company | None
    """"""
    openedAt: str
    """When it, or the lead it began as, was entered"""
    closedAt: str | None
    """When it was won or lost"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


CRM_OPPORTUNITY_CHANGED_V1: EventContract[CrmOpportunityChangedV1] = EventContract("crm.opportunity.changed.v1")
"""The opportunity as it is after any change, its creation and a re-emission included. For keeping a copy."""


class EmployeesEmployeeJoinedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class EmployeesEmployeeJoinedV1Manager(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class EmployeesEmployeeJoinedV1HourlyCost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class EmployeesEmployeeJoinedV1(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""
    active: bool
    """false when the employee has left"""
    company: EmployeesEmployeeJoinedV1Company
    """Our company"""
    userId: str | None
    """The login in Odoo, where there is one"""
    department: str | None
    """Name of the department"""
    jobTitle: str | None
    """Job title"""
    manager: EmployeesEmployeeJoinedV1Manager | None
    """Whom the employee reports to"""
    workEmail: str | None
    """E-mail address at work"""
    workPhone: str | None
    """Telephone at work"""
    badge: str | None
    """What is scanned to identify the employee"""
    hourlyCost: EmployeesEmployeeJoinedV1HourlyCost
    """What an hour costs us"""


EMPLOYEES_EMPLOYEE_JOINED_V1: EventContract[EmployeesEmployeeJoinedV1] = EventContract("employees.employee.joined.v1")
"""Somebody new works for us: accounts, badge and training are due. Coming back counts, too."""


EmployeesEmployeeLeftV1 = EmployeesEmployeeJoinedV1

EMPLOYEES_EMPLOYEE_LEFT_V1: EventContract[EmployeesEmployeeLeftV1] = EventContract("employees.employee.left.v1")
"""Somebody has left: accounts and badge are to be closed."""


class EmployeesEmployeeChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class EmployeesEmployeeChangedV1Manager(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class EmployeesEmployeeChangedV1HourlyCost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class EmployeesEmployeeChangedV1(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""
    active: bool
    """false when the employee has left"""
    company: EmployeesEmployeeChangedV1Company
    """Our company"""
    userId: str | None
    """The login in Odoo, where there is one"""
    department: str | None
    """Name of the department"""
    jobTitle: str | None
    """Job title"""
    manager: EmployeesEmployeeChangedV1Manager | None
    """Whom the employee reports to"""
    workEmail: str | None
    """E-mail address at work"""
    workPhone: str | None
    """Telephone at work"""
    badge: str | None
    """What is scanned to identify the employee"""
    hourlyCost: EmployeesEmployeeChangedV1HourlyCost
    """What an hour costs us"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


EMPLOYEES_EMPLOYEE_CHANGED_V1: EventContract[EmployeesEmployeeChangedV1] = EventContract("employees.employee.changed.v1")
"""The employee after any change, creation and a re-emission included. For keeping a copy."""


class FinanceCustomerInvoicePostedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class FinanceCustomerInvoicePostedV1Untaxed(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoicePostedV1Tax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoicePostedV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoicePostedV1Open(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoicePostedV1ReversalOf(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""


class FinanceCustomerInvoicePostedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class FinanceCustomerInvoicePostedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class FinanceCustomerInvoicePostedV1LineQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class FinanceCustomerInvoicePostedV1LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoicePostedV1LineSubtotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoicePostedV1Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: FinanceCustomerInvoicePostedV1LineProduct | None
    """null for a line without a product"""
    description: str | None
    """Text of the line"""
    quantity: FinanceCustomerInvoicePostedV1LineQuantity
    """Quantity"""
    unitPrice: FinanceCustomerInvoicePostedV1LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    subtotal: FinanceCustomerInvoicePostedV1LineSubtotal
    """Amount of the line after discount, before tax"""


class FinanceCustomerInvoicePostedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""
    kind: Literal["invoice", "credit-note"]
    """An invoice, or a credit note that takes it back"""
    state: Literal["draft", "posted", "cancelled"]
    """Where it stands in the books"""
    paymentState: Literal["unpaid", "partly-paid", "in-payment", "paid", "reversed", "blocked", "unknown"]
    """Whether it is paid; in-payment: paid, the bank has not told yet"""
    company: FinanceCustomerInvoicePostedV1Company
    """Our company"""
    issuedOn: str | None
    """Date on the paper"""
    dueOn: str | None
    """Day by which it is to be paid"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    untaxed: FinanceCustomerInvoicePostedV1Untaxed
    """Total before tax"""
    tax: FinanceCustomerInvoicePostedV1Tax
    """Tax"""
    total: FinanceCustomerInvoicePostedV1Total
    """Total including tax"""
    open: FinanceCustomerInvoicePostedV1Open
    """What is still to be paid"""
    paymentReference: str | None
    """What a payment is to quote"""
    reversalOf: FinanceCustomerInvoicePostedV1ReversalOf | None
    """The document that this one takes back"""
    origin: str | None
    """What caused it, as a text (an order number)"""
    customer: FinanceCustomerInvoicePostedV1Customer | None
    """The legal party that owes it; null in an unfinished draft"""
    lines: list[FinanceCustomerInvoicePostedV1Line]
    """The lines; sections and notes left out"""


FINANCE_CUSTOMER_INVOICE_POSTED_V1: EventContract[FinanceCustomerInvoicePostedV1] = EventContract("finance.customer-invoice.posted.v1")
"""The invoice or credit note was entered in the books and has its number. Comes again when it was reset to a draft and posted anew."""


FinanceCustomerInvoicePaidV1 = FinanceCustomerInvoicePostedV1

FINANCE_CUSTOMER_INVOICE_PAID_V1: EventContract[FinanceCustomerInvoicePaidV1] = EventContract("finance.customer-invoice.paid.v1")
"""Nothing is open any more: payments cover the invoice. A payment that is taken back later reopens it; that comes as changed."""


FinanceCustomerInvoiceOverdueV1 = FinanceCustomerInvoicePostedV1

FINANCE_CUSTOMER_INVOICE_OVERDUE_V1: EventContract[FinanceCustomerInvoiceOverdueV1] = EventContract("finance.customer-invoice.overdue.v1")
"""The day by which the invoice was to be paid is over and something is still open. Comes once; again when the day is moved and passes again."""


FinanceCustomerInvoiceReversedV1 = FinanceCustomerInvoicePostedV1

FINANCE_CUSTOMER_INVOICE_REVERSED_V1: EventContract[FinanceCustomerInvoiceReversedV1] = EventContract("finance.customer-invoice.reversed.v1")
"""A credit note covers all of the invoice: the customer owes nothing and has paid nothing."""


class FinanceCustomerInvoiceChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class FinanceCustomerInvoiceChangedV1Untaxed(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoiceChangedV1Tax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoiceChangedV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoiceChangedV1Open(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoiceChangedV1ReversalOf(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""


class FinanceCustomerInvoiceChangedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class FinanceCustomerInvoiceChangedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class FinanceCustomerInvoiceChangedV1LineQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class FinanceCustomerInvoiceChangedV1LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoiceChangedV1LineSubtotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceCustomerInvoiceChangedV1Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: FinanceCustomerInvoiceChangedV1LineProduct | None
    """null for a line without a product"""
    description: str | None
    """Text of the line"""
    quantity: FinanceCustomerInvoiceChangedV1LineQuantity
    """Quantity"""
    unitPrice: FinanceCustomerInvoiceChangedV1LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    subtotal: FinanceCustomerInvoiceChangedV1LineSubtotal
    """Amount of the line after discount, before tax"""


class FinanceCustomerInvoiceChangedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""
    kind: Literal["invoice", "credit-note"]
    """An invoice, or a credit note that takes it back"""
    state: Literal["draft", "posted", "cancelled"]
    """Where it stands in the books"""
    paymentState: Literal["unpaid", "partly-paid", "in-payment", "paid", "reversed", "blocked", "unknown"]
    """Whether it is paid; in-payment: paid, the bank has not told yet"""
    company: FinanceCustomerInvoiceChangedV1Company
    """Our company"""
    issuedOn: str | None
    """Date on the paper"""
    dueOn: str | None
    """Day by which it is to be paid"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    untaxed: FinanceCustomerInvoiceChangedV1Untaxed
    """Total before tax"""
    tax: FinanceCustomerInvoiceChangedV1Tax
    """Tax"""
    total: FinanceCustomerInvoiceChangedV1Total
    """Total including tax"""
    open: FinanceCustomerInvoiceChangedV1Open
    """What is still to be paid"""
    paymentReference: str | None
    """What a payment is to quote"""
    reversalOf: FinanceCustomerInvoiceChangedV1ReversalOf | None
    """The document that this one takes back"""
    origin: str | None
    """What caused it, as a text (an order number)"""
    customer: FinanceCustomerInvoiceChangedV1Customer | None
    """The legal party that owes it; null in an unfinished draft"""
    lines: list[FinanceCustomerInvoiceChangedV1Line]
    """The lines; sections and notes left out"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


FINANCE_CUSTOMER_INVOICE_CHANGED_V1: EventContract[FinanceCustomerInvoiceChangedV1] = EventContract("finance.customer-invoice.changed.v1")
"""The invoice as it is after any change, its creation and a re-emission included. For keeping a copy."""


class FinancePaymentReceivedV1Party(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class FinancePaymentReceivedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class FinancePaymentReceivedV1Amount(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinancePaymentReceivedV1Invoice(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""


class FinancePaymentReceivedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""
    direction: Literal["received", "sent"]
    """Money that we received or sent"""
    state: Literal["draft", "in-process", "paid", "cancelled", "rejected"]
    """in-process: booked, the bank has not told yet; paid: it has"""
    party: FinancePaymentReceivedV1Party | None
    """The legal party that paid or was paid"""
    company: FinancePaymentReceivedV1Company
    """Our company"""
    amount: FinancePaymentReceivedV1Amount
    """What was paid"""
    paidOn: str
    """Day of the payment"""
    reference: str | None
    """What the payment quotes"""
    journal: str
    """Code of the bank or cash journal it went through"""
    reconciled: bool
    """true: all of it is assigned to invoices"""
    invoices: list[FinancePaymentReceivedV1Invoice]
    """The invoices that it pays, as far as known"""


FINANCE_PAYMENT_RECEIVED_V1: EventContract[FinancePaymentReceivedV1] = EventContract("finance.payment.received.v1")
"""Money of a customer was booked. Which invoices it pays may not be known yet: see matched."""


FinancePaymentMatchedV1 = FinancePaymentReceivedV1

FINANCE_PAYMENT_MATCHED_V1: EventContract[FinancePaymentMatchedV1] = EventContract("finance.payment.matched.v1")
"""It is known which invoices the payment pays: it was registered on them, or all of it was reconciled with them."""


class InventoryStockLevelChangedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryStockLevelChangedV1Location(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class InventoryStockLevelChangedV1Lot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class InventoryStockLevelChangedV1Package(TypedDict):
    id: str
    """Canonical id of the package"""
    number: str
    """Number of the package"""


class InventoryStockLevelChangedV1GoodsOwner(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class InventoryStockLevelChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class InventoryStockLevelChangedV1OnHand(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockLevelChangedV1Reserved(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockLevelChangedV1Available(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockLevelChangedV1(TypedDict):
    id: str
    """Canonical id; keep copies by product, location, lot, package and owner instead: Odoo may replace it"""
    product: InventoryStockLevelChangedV1Product
    """A product"""
    location: InventoryStockLevelChangedV1Location
    """Where it lies"""
    lot: InventoryStockLevelChangedV1Lot | None
    """Lot or serial number; null for goods without"""
    package: InventoryStockLevelChangedV1Package | None
    """The package it is in"""
    goodsOwner: InventoryStockLevelChangedV1GoodsOwner | None
    """Whose goods they are; null for our own"""
    company: InventoryStockLevelChangedV1Company | None
    """The company whose location it is"""
    onHand: InventoryStockLevelChangedV1OnHand
    """What lies there, in the product's unit; negative when more left than Odoo knew of"""
    reserved: InventoryStockLevelChangedV1Reserved
    """What of it is promised to open transfers and production orders"""
    available: InventoryStockLevelChangedV1Available
    """What of it is free: on hand less reserved"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


INVENTORY_STOCK_LEVEL_CHANGED_V1: EventContract[InventoryStockLevelChangedV1] = EventContract("inventory.stock-level.changed.v1")
"""The stock level as it is after a transaction, however many movements it had. For keeping a copy. A level of zero may be deleted by Odoo later without another event."""


class InventoryStockMovementCompletedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryStockMovementCompletedV1LotLot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class InventoryStockMovementCompletedV1LotQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockMovementCompletedV1Lot(TypedDict):
    lot: InventoryStockMovementCompletedV1LotLot
    """The lot or serial number"""
    quantity: InventoryStockMovementCompletedV1LotQuantity
    """How much of it"""


class InventoryStockMovementCompletedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class InventoryStockMovementCompletedV1Quantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockMovementCompletedV1From(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class InventoryStockMovementCompletedV1To(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class InventoryStockMovementCompletedV1Transfer(TypedDict):
    id: str
    """Canonical id of the transfer"""
    number: str
    """Number of the transfer"""


InventoryStockMovementCompletedV1 = TypedDict("InventoryStockMovementCompletedV1", {
    # Canonical id of the movement
    "id": "str",
    # A product
    "product": "InventoryStockMovementCompletedV1Product",
    # Lots and serial numbers; empty for goods without
    "lots": "list[InventoryStockMovementCompletedV1Lot]",
    # Our company
    "company": "InventoryStockMovementCompletedV1Company",
    # How much was moved
    "quantity": "InventoryStockMovementCompletedV1Quantity",
    # Where it was
    "from": "InventoryStockMovementCompletedV1From",
    # Where it is now
    "to": "InventoryStockMovementCompletedV1To",
    # When it was booked
    "movedAt": "str",
    # What the warehouse calls it: number of a transfer, order or count
    "reference": "str | None",
    # What the movement was, by where it came from and went to
    "kind": "Literal[\"receipt\", \"dispatch\", \"transfer\", \"customer-return\", \"supplier-return\", \"drop-shipment\", \"consumption\", \"production\", \"adjustment\", \"scrap\", \"other\"]",
    # The transfer it belongs to; null for production, counts and scrap
    "transfer": "InventoryStockMovementCompletedV1Transfer | None",
    # What caused it, as a text (an order number)
    "origin": "str | None",
})


INVENTORY_STOCK_MOVEMENT_COMPLETED_V1: EventContract[InventoryStockMovementCompletedV1] = EventContract("inventory.stock-movement.completed.v1")
"""Goods were moved and booked. Planned movements are not told."""


class InventoryStockAdjustmentPostedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryStockAdjustmentPostedV1LotLot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class InventoryStockAdjustmentPostedV1LotQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockAdjustmentPostedV1Lot(TypedDict):
    lot: InventoryStockAdjustmentPostedV1LotLot
    """The lot or serial number"""
    quantity: InventoryStockAdjustmentPostedV1LotQuantity
    """How much of it"""


class InventoryStockAdjustmentPostedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class InventoryStockAdjustmentPostedV1Location(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class InventoryStockAdjustmentPostedV1Difference(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockAdjustmentPostedV1(TypedDict):
    id: str
    """Canonical id of the movement"""
    product: InventoryStockAdjustmentPostedV1Product
    """A product"""
    lots: list[InventoryStockAdjustmentPostedV1Lot]
    """Lots and serial numbers; empty for goods without"""
    company: InventoryStockAdjustmentPostedV1Company
    """Our company"""
    location: InventoryStockAdjustmentPostedV1Location
    """The location that was counted"""
    direction: Literal["found", "missing"]
    """found: more was there than known; missing: less, or as much as known"""
    difference: InventoryStockAdjustmentPostedV1Difference
    """By how much the level was corrected; never negative"""
    adjustedAt: str
    """When it was booked"""
    reference: str | None
    """What the warehouse calls the count"""


INVENTORY_STOCK_ADJUSTMENT_POSTED_V1: EventContract[InventoryStockAdjustmentPostedV1] = EventContract("inventory.stock-adjustment.posted.v1")
"""A count was booked. The same movement is also told as stock-movement.completed."""


class InventoryLotCreatedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryLotCreatedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class InventoryLotCreatedV1(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""
    reference: str | None
    """Another number for it, as the maker's"""
    trackedBy: Literal["lot", "serial-number", "nothing"]
    """lot: many pieces share the number; serial-number: one piece has it"""
    product: InventoryLotCreatedV1Product
    """A product"""
    company: InventoryLotCreatedV1Company | None
    """The company it is for; null for all"""


INVENTORY_LOT_CREATED_V1: EventContract[InventoryLotCreatedV1] = EventContract("inventory.lot.created.v1")
"""A lot or serial number was given out. The goods themselves may come later."""


class InventoryLotChangedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryLotChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class InventoryLotChangedV1(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""
    reference: str | None
    """Another number for it, as the maker's"""
    trackedBy: Literal["lot", "serial-number", "nothing"]
    """lot: many pieces share the number; serial-number: one piece has it"""
    product: InventoryLotChangedV1Product
    """A product"""
    company: InventoryLotChangedV1Company | None
    """The company it is for; null for all"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


INVENTORY_LOT_CHANGED_V1: EventContract[InventoryLotChangedV1] = EventContract("inventory.lot.changed.v1")
"""The lot as it is after any change, its creation and a re-emission included. For keeping a copy."""


class InventoryLotTraceRecordedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryLotTraceRecordedV1LotLot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class InventoryLotTraceRecordedV1LotQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryLotTraceRecordedV1Lot(TypedDict):
    lot: InventoryLotTraceRecordedV1LotLot
    """The lot or serial number"""
    quantity: InventoryLotTraceRecordedV1LotQuantity
    """How much of it"""


class InventoryLotTraceRecordedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class InventoryLotTraceRecordedV1Quantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryLotTraceRecordedV1From(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class InventoryLotTraceRecordedV1To(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class InventoryLotTraceRecordedV1MadeFromLot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class InventoryLotTraceRecordedV1MadeFromProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryLotTraceRecordedV1MadeFrom(TypedDict):
    lot: InventoryLotTraceRecordedV1MadeFromLot
    """Lot or serial number of the material"""
    product: InventoryLotTraceRecordedV1MadeFromProduct
    """A product"""


InventoryLotTraceRecordedV1 = TypedDict("InventoryLotTraceRecordedV1", {
    # Canonical id of the movement
    "id": "str",
    # A product
    "product": "InventoryLotTraceRecordedV1Product",
    # Lots and serial numbers; empty for goods without
    "lots": "list[InventoryLotTraceRecordedV1Lot]",
    # Our company
    "company": "InventoryLotTraceRecordedV1Company",
    # How much was moved
    "quantity": "InventoryLotTraceRecordedV1Quantity",
    # Where it was
    "from": "InventoryLotTraceRecordedV1From",
    # Where it is now
    "to": "InventoryLotTraceRecordedV1To",
    # When it was booked
    "movedAt": "str",
    # What the warehouse calls it: number of a transfer, order or count
    "reference": "str | None",
    # For goods that were produced: the numbered materials that went into this batch. Material without a number is not in it.
    "madeFrom": "list[InventoryLotTraceRecordedV1MadeFrom]",
})


INVENTORY_LOT_TRACE_RECORDED_V1: EventContract[InventoryLotTraceRecordedV1] = EventContract("inventory.lot-trace.recorded.v1")
"""Goods with a lot or serial number were moved, produced, consumed, shipped or scrapped."""


class InventoryScrapPostedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryScrapPostedV1Lot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class InventoryScrapPostedV1Quantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryScrapPostedV1Location(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class InventoryScrapPostedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class InventoryScrapPostedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the scrap order"""
    product: InventoryScrapPostedV1Product
    """A product"""
    lot: InventoryScrapPostedV1Lot | None
    """Lot or serial number; null for goods without"""
    quantity: InventoryScrapPostedV1Quantity
    """How much was thrown away"""
    location: InventoryScrapPostedV1Location
    """Where it lay"""
    reasons: list[str]
    """Why, in the words of the warehouse; may be empty"""
    origin: str | None
    """What caused it, as a text"""
    company: InventoryScrapPostedV1Company
    """Our company"""
    scrappedAt: str
    """When it was booked"""


INVENTORY_SCRAP_POSTED_V1: EventContract[InventoryScrapPostedV1] = EventContract("inventory.scrap.posted.v1")
"""Goods were scrapped, in the warehouse or in production."""


class InventoryDeliveryDispatchedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class InventoryDeliveryDispatchedV1Recipient(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class InventoryDeliveryDispatchedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class InventoryDeliveryDispatchedV1BackOrderOf(TypedDict):
    id: str
    """Canonical id of the delivery"""
    number: str
    """Number of the delivery"""


class InventoryDeliveryDispatchedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryDeliveryDispatchedV1LineOrdered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryDeliveryDispatchedV1LineDispatched(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryDeliveryDispatchedV1LineLotLot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class InventoryDeliveryDispatchedV1LineLotQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryDeliveryDispatchedV1LineLot(TypedDict):
    lot: InventoryDeliveryDispatchedV1LineLotLot
    """The lot or serial number"""
    quantity: InventoryDeliveryDispatchedV1LineLotQuantity
    """How much of it"""


class InventoryDeliveryDispatchedV1LineSalesOrder(TypedDict):
    id: str
    """Canonical id of the sales order"""
    number: str
    """Number of the sales order"""


class InventoryDeliveryDispatchedV1Line(TypedDict):
    id: str
    """Canonical id of the movement"""
    product: InventoryDeliveryDispatchedV1LineProduct
    """A product"""
    ordered: InventoryDeliveryDispatchedV1LineOrdered
    """Quantity asked for in this delivery"""
    dispatched: InventoryDeliveryDispatchedV1LineDispatched
    """Quantity picked; final once the delivery is dispatched"""
    lots: list[InventoryDeliveryDispatchedV1LineLot]
    """Lots and serial numbers; empty for goods without"""
    salesOrder: InventoryDeliveryDispatchedV1LineSalesOrder | None
    """The order the goods are for"""


class InventoryDeliveryDispatchedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the delivery"""
    state: Literal["draft", "waiting", "ready", "dispatched", "cancelled"]
    """Where the delivery stands"""
    customer: InventoryDeliveryDispatchedV1Customer | None
    """The legal party the goods go to"""
    recipient: InventoryDeliveryDispatchedV1Recipient | None
    """The contact or address, when not the legal party itself"""
    company: InventoryDeliveryDispatchedV1Company
    """Our company"""
    scheduledAt: str | None
    """When the goods were to leave"""
    dispatchedAt: str | None
    """When they left"""
    backOrderOf: InventoryDeliveryDispatchedV1BackOrderOf | None
    """The delivery whose rest this one is"""
    origin: str | None
    """What caused it, as a text (an order number)"""
    lines: list[InventoryDeliveryDispatchedV1Line]
    """The goods; cancelled movements left out"""


INVENTORY_DELIVERY_DISPATCHED_V1: EventContract[InventoryDeliveryDispatchedV1] = EventContract("inventory.delivery.dispatched.v1")
"""The goods left. Final: what comes back is a return of its own."""


class LocationsLocationChangedV1Parent(TypedDict):
    id: str
    """Canonical id"""
    path: str
    """Names from the top down, as `WH/Stock/Shelf 1`"""


class LocationsLocationChangedV1Warehouse(TypedDict):
    id: str
    """Canonical id"""
    code: str
    """Short name"""


class LocationsLocationChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class LocationsLocationChangedV1(TypedDict):
    id: str
    """Canonical id"""
    path: str
    """Names from the top down, as `WH/Stock/Shelf 1`"""
    name: str
    """Name"""
    usage: Literal["stock", "group", "transit", "supplier", "customer", "adjustment", "production"]
    """What it is for; goods of ours lie in stock and transit"""
    barcode: str | None
    """What is scanned at the shelf"""
    parent: LocationsLocationChangedV1Parent | None
    """The location it is in"""
    warehouse: LocationsLocationChangedV1Warehouse | None
    """"""
    company: LocationsLocationChangedV1Company | None
    """null for a location that companies share"""
    active: bool
    """false when archived"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


LOCATIONS_LOCATION_CHANGED_V1: EventContract[LocationsLocationChangedV1] = EventContract("locations.location.changed.v1")
"""The location as it is after any change, its creation and a re-emission included. For keeping a copy."""


class LocationsLocationClosedV1Parent(TypedDict):
    id: str
    """Canonical id"""
    path: str
    """Names from the top down, as `WH/Stock/Shelf 1`"""


class LocationsLocationClosedV1Warehouse(TypedDict):
    id: str
    """Canonical id"""
    code: str
    """Short name"""


class LocationsLocationClosedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class LocationsLocationClosedV1(TypedDict):
    id: str
    """Canonical id"""
    path: str
    """Names from the top down, as `WH/Stock/Shelf 1`"""
    name: str
    """Name"""
    usage: Literal["stock", "group", "transit", "supplier", "customer", "adjustment", "production"]
    """What it is for; goods of ours lie in stock and transit"""
    barcode: str | None
    """What is scanned at the shelf"""
    parent: LocationsLocationClosedV1Parent | None
    """The location it is in"""
    warehouse: LocationsLocationClosedV1Warehouse | None
    """"""
    company: LocationsLocationClosedV1Company | None
    """null for a location that companies share"""
    active: bool
    """false when archived"""


LOCATIONS_LOCATION_CLOSED_V1: EventContract[LocationsLocationClosedV1] = EventContract("locations.location.closed.v1")
"""The location was archived: nothing may be put there any more."""


class MaintenanceEquipmentChangedV1Category(TypedDict):
    id: str
    """Canonical id of the category"""
    name: str
    """Name of the category"""


class MaintenanceEquipmentChangedV1Location(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class MaintenanceEquipmentChangedV1Team(TypedDict):
    id: str
    """Canonical id of the team"""
    name: str
    """Name of the team"""


class MaintenanceEquipmentChangedV1Technician(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class MaintenanceEquipmentChangedV1Vendor(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class MaintenanceEquipmentChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class MaintenanceEquipmentChangedV1(TypedDict):
    id: str
    """Canonical id of the equipment"""
    name: str
    """What it is called"""
    assetTag: str | None
    """Its asset tag or serial number; unique where it is given"""
    model: str | None
    """The maker's model"""
    category: MaintenanceEquipmentChangedV1Category | None
    """What kind of equipment it is"""
    active: bool
    """false when archived"""
    location: MaintenanceEquipmentChangedV1Location | None
    """Where it stands"""
    team: MaintenanceEquipmentChangedV1Team | None
    """The team that keeps it running"""
    technician: MaintenanceEquipmentChangedV1Technician | None
    """The person who keeps it running"""
    vendor: MaintenanceEquipmentChangedV1Vendor | None
    """Who sold it"""
    inServiceSince: str
    """Since when it runs"""
    warrantyUntil: str | None
    """Last day of the warranty"""
    retiredOn: str | None
    """Day on which it was scrapped"""
    company: MaintenanceEquipmentChangedV1Company | None
    """The company it is for; null for all"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


MAINTENANCE_EQUIPMENT_CHANGED_V1: EventContract[MaintenanceEquipmentChangedV1] = EventContract("maintenance.equipment.changed.v1")
"""The equipment as it is after any change, its creation and a re-emission included. For keeping a copy."""


class MaintenanceRequestOpenedV1Equipment(TypedDict):
    id: str
    """Canonical id of the equipment"""
    name: str
    """What it is called"""
    assetTag: str | None
    """Its asset tag or serial number; unique where it is given"""


class MaintenanceRequestOpenedV1Stage(TypedDict):
    id: str
    """Canonical id of the stage"""
    name: str
    """Name of the stage; each company has stages of its own"""
    isFinal: bool
    """Work in this stage is over"""


class MaintenanceRequestOpenedV1Technician(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class MaintenanceRequestOpenedV1Team(TypedDict):
    id: str
    """Canonical id of the team"""
    name: str
    """Name of the team"""


class MaintenanceRequestOpenedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class MaintenanceRequestOpenedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the request; what goods and costs are booked on"""
    subject: str
    """What is wrong, or to be done"""
    equipment: MaintenanceRequestOpenedV1Equipment | None
    """The machine; null for work on none"""
    kind: Literal["corrective", "preventive"] | None
    """corrective: it broke; preventive: so that it does not"""
    priority: Literal["very-low", "low", "normal", "high"] | None
    """How urgent it is"""
    stage: MaintenanceRequestOpenedV1Stage
    """Where it stands"""
    progress: Literal["in-progress", "blocked", "ready-for-next-stage"]
    """How it goes within the stage"""
    putAway: bool
    """true when it was cancelled or hidden"""
    requestedOn: str | None
    """Day on which it was asked for"""
    plannedStart: str | None
    """When work is planned to begin"""
    plannedHours: str
    """How long it is planned to take"""
    closedOn: str | None
    """Day on which it was finished"""
    technician: MaintenanceRequestOpenedV1Technician | None
    """Who does it"""
    team: MaintenanceRequestOpenedV1Team | None
    """The team that does it"""
    company: MaintenanceRequestOpenedV1Company
    """Our company"""


MAINTENANCE_REQUEST_OPENED_V1: EventContract[MaintenanceRequestOpenedV1] = EventContract("maintenance.request.opened.v1")
"""Work was asked for. Odoo also opens the next request of a recurring one, when the last is done."""


MaintenanceRequestStageChangedV1 = MaintenanceRequestOpenedV1

MAINTENANCE_REQUEST_STAGE_CHANGED_V1: EventContract[MaintenanceRequestStageChangedV1] = EventContract("maintenance.request.stage-changed.v1")
"""The request went to another stage, forwards or backwards. Its first stage is told by opened."""


MaintenanceRequestDoneV1 = MaintenanceRequestOpenedV1

MAINTENANCE_REQUEST_DONE_V1: EventContract[MaintenanceRequestDoneV1] = EventContract("maintenance.request.done.v1")
"""The work is over: repaired, or given up. A request that is reopened and finished again is done twice."""


class MaintenanceRequestChangedV1Equipment(TypedDict):
    id: str
    """Canonical id of the equipment"""
    name: str
    """What it is called"""
    assetTag: str | None
    """Its asset tag or serial number; unique where it is given"""


class MaintenanceRequestChangedV1Stage(TypedDict):
    id: str
    """Canonical id of the stage"""
    name: str
    """Name of the stage; each company has stages of its own"""
    isFinal: bool
    """Work in this stage is over"""


class MaintenanceRequestChangedV1Technician(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class MaintenanceRequestChangedV1Team(TypedDict):
    id: str
    """Canonical id of the team"""
    name: str
    """Name of the team"""


class MaintenanceRequestChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class MaintenanceRequestChangedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the request; what goods and costs are booked on"""
    subject: str
    """What is wrong, or to be done"""
    equipment: MaintenanceRequestChangedV1Equipment | None
    """The machine; null for work on none"""
    kind: Literal["corrective", "preventive"] | None
    """corrective: it broke; preventive: so that it does not"""
    priority: Literal["very-low", "low", "normal", "high"] | None
    """How urgent it is"""
    stage: MaintenanceRequestChangedV1Stage
    """Where it stands"""
    progress: Literal["in-progress", "blocked", "ready-for-next-stage"]
    """How it goes within the stage"""
    putAway: bool
    """true when it was cancelled or hidden"""
    requestedOn: str | None
    """Day on which it was asked for"""
    plannedStart: str | None
    """When work is planned to begin"""
    plannedHours: str
    """How long it is planned to take"""
    closedOn: str | None
    """Day on which it was finished"""
    technician: MaintenanceRequestChangedV1Technician | None
    """Who does it"""
    team: MaintenanceRequestChangedV1Team | None
    """The team that does it"""
    company: MaintenanceRequestChangedV1Company
    """Our company"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


MAINTENANCE_REQUEST_CHANGED_V1: EventContract[MaintenanceRequestChangedV1] = EventContract("maintenance.request.changed.v1")
"""The request as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments."""


class MaintenanceAssetFailureReportedV1Team(TypedDict):
    id: str
    """Canonical id of the team"""
    name: str
    """Name of the team"""


class MaintenanceAssetFailureReportedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class MaintenanceAssetFailureReportedV1Asset(TypedDict):
    id: str
    """Canonical id of the equipment"""
    name: str
    """What it is called"""
    assetTag: str | None
    """Its asset tag or serial number; unique where it is given"""


class MaintenanceAssetFailureReportedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the request; what goods and costs are booked on"""
    priority: Literal["very-low", "low", "normal", "high"] | None
    """How urgent it is"""
    requestedOn: str | None
    """Day on which it was asked for"""
    team: MaintenanceAssetFailureReportedV1Team | None
    """The team that does it"""
    company: MaintenanceAssetFailureReportedV1Company
    """Our company"""
    asset: MaintenanceAssetFailureReportedV1Asset
    """The machine that failed"""
    symptom: str
    """What is wrong with it"""


MAINTENANCE_ASSET_FAILURE_REPORTED_V1: EventContract[MaintenanceAssetFailureReportedV1] = EventContract("maintenance.asset-failure.reported.v1")
"""Somebody reported that a machine failed. Told again when the report is corrected to another machine."""


MaintenanceWorkOrderReleasedV1 = MaintenanceRequestOpenedV1

MAINTENANCE_WORK_ORDER_RELEASED_V1: EventContract[MaintenanceWorkOrderReleasedV1] = EventContract("maintenance.work-order.released.v1")
"""The work has a time and a technician and may begin. Told again only when one of both was taken away in between."""


MaintenanceWorkOrderCompletedV1 = MaintenanceRequestOpenedV1

MAINTENANCE_WORK_ORDER_COMPLETED_V1: EventContract[MaintenanceWorkOrderCompletedV1] = EventContract("maintenance.work-order.completed.v1")
"""Planned work is over. Work that was never planned is told by request.done alone."""


class MaintenancePartsConsumptionBookedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class MaintenancePartsConsumptionBookedV1LotLot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class MaintenancePartsConsumptionBookedV1LotQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class MaintenancePartsConsumptionBookedV1Lot(TypedDict):
    lot: MaintenancePartsConsumptionBookedV1LotLot
    """The lot or serial number"""
    quantity: MaintenancePartsConsumptionBookedV1LotQuantity
    """How much of it"""


class MaintenancePartsConsumptionBookedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class MaintenancePartsConsumptionBookedV1Quantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class MaintenancePartsConsumptionBookedV1From(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class MaintenancePartsConsumptionBookedV1Request(TypedDict):
    id: str
    """Canonical id of the request"""
    number: str
    """Number of the request"""


MaintenancePartsConsumptionBookedV1 = TypedDict("MaintenancePartsConsumptionBookedV1", {
    # Canonical id of the movement
    "id": "str",
    # A product
    "product": "MaintenancePartsConsumptionBookedV1Product",
    # Lots and serial numbers; empty for goods without
    "lots": "list[MaintenancePartsConsumptionBookedV1Lot]",
    # Our company
    "company": "MaintenancePartsConsumptionBookedV1Company",
    # How much was used
    "quantity": "MaintenancePartsConsumptionBookedV1Quantity",
    # Where it was taken from
    "from": "MaintenancePartsConsumptionBookedV1From",
    # The work it was used for
    "request": "MaintenancePartsConsumptionBookedV1Request",
    # When it was booked
    "consumedAt": "str",
})


MAINTENANCE_PARTS_CONSUMPTION_BOOKED_V1: EventContract[MaintenancePartsConsumptionBookedV1] = EventContract("maintenance.parts-consumption.booked.v1")
"""Spare parts were consumed for a maintenance request."""


class MaintenanceLabourBookedV1Request(TypedDict):
    id: str
    """Canonical id of the request"""
    number: str
    """Number of the request"""


class MaintenanceLabourBookedV1CostCentre(TypedDict):
    id: str
    """Canonical id of the analytic account"""
    name: str
    """Its name"""
    code: str | None
    """Its code"""


class MaintenanceLabourBookedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class MaintenanceLabourBookedV1Employee(TypedDict):
    id: str
    """Canonical id of the employee"""
    name: str
    """Name of the person"""


class MaintenanceLabourBookedV1Cost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class MaintenanceLabourBookedV1(TypedDict):
    id: str
    """Canonical id"""
    request: MaintenanceLabourBookedV1Request
    """The work it was for"""
    costCentre: MaintenanceLabourBookedV1CostCentre | None
    """Which budget bears it"""
    description: str
    """What it was"""
    day: str
    """Day on which it arose"""
    company: MaintenanceLabourBookedV1Company
    """Our company"""
    hours: str
    """Hours worked"""
    employee: MaintenanceLabourBookedV1Employee
    """Who worked"""
    cost: MaintenanceLabourBookedV1Cost
    """What the hours cost; says what an hour of this person costs"""


MAINTENANCE_LABOUR_BOOKED_V1: EventContract[MaintenanceLabourBookedV1] = EventContract("maintenance.labour.booked.v1")
"""Hours were booked on a maintenance request, or booked ones were corrected: the last one with the same id counts."""


class MaintenanceCostPostedV1Request(TypedDict):
    id: str
    """Canonical id of the request"""
    number: str
    """Number of the request"""


class MaintenanceCostPostedV1CostCentre(TypedDict):
    id: str
    """Canonical id of the analytic account"""
    name: str
    """Its name"""
    code: str | None
    """Its code"""


class MaintenanceCostPostedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class MaintenanceCostPostedV1Cost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class MaintenanceCostPostedV1(TypedDict):
    id: str
    """Canonical id"""
    request: MaintenanceCostPostedV1Request
    """The work it was for"""
    costCentre: MaintenanceCostPostedV1CostCentre | None
    """Which budget bears it"""
    description: str
    """What it was"""
    day: str
    """Day on which it arose"""
    company: MaintenanceCostPostedV1Company
    """Our company"""
    cost: MaintenanceCostPostedV1Cost
    """What it cost; negative when it was taken back"""


MAINTENANCE_COST_POSTED_V1: EventContract[MaintenanceCostPostedV1] = EventContract("maintenance.cost.posted.v1")
"""A cost was booked on a maintenance request, or a booked one was corrected: the last one with the same id counts."""


class ManufacturingProductionOrderReleasedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ManufacturingProductionOrderReleasedV1Planned(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderReleasedV1Produced(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderReleasedV1Lot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class ManufacturingProductionOrderReleasedV1From(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class ManufacturingProductionOrderReleasedV1To(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class ManufacturingProductionOrderReleasedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ManufacturingProductionOrderReleasedV1ComponentProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ManufacturingProductionOrderReleasedV1ComponentPlanned(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderReleasedV1ComponentDone(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderReleasedV1Component(TypedDict):
    id: str
    """Canonical id of the movement"""
    product: ManufacturingProductionOrderReleasedV1ComponentProduct
    """A product"""
    planned: ManufacturingProductionOrderReleasedV1ComponentPlanned
    """Quantity planned"""
    done: ManufacturingProductionOrderReleasedV1ComponentDone
    """Quantity booked: consumed, or produced"""


class ManufacturingProductionOrderReleasedV1ByProductProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ManufacturingProductionOrderReleasedV1ByProductPlanned(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderReleasedV1ByProductDone(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderReleasedV1ByProduct(TypedDict):
    id: str
    """Canonical id of the movement"""
    product: ManufacturingProductionOrderReleasedV1ByProductProduct
    """A product"""
    planned: ManufacturingProductionOrderReleasedV1ByProductPlanned
    """Quantity planned"""
    done: ManufacturingProductionOrderReleasedV1ByProductDone
    """Quantity booked: consumed, or produced"""


class ManufacturingProductionOrderReleasedV1OperationWorkCenter(TypedDict):
    id: str
    """Canonical id of the work centre"""
    name: str
    """Name of the work centre"""
    code: str | None
    """Its code"""


class ManufacturingProductionOrderReleasedV1Operation(TypedDict):
    id: str
    """Canonical id of the work order"""
    name: str
    """What is done"""
    state: Literal["waiting", "ready", "started", "finished", "cancelled"]
    """Where it stood when the order changed"""
    workCenter: ManufacturingProductionOrderReleasedV1OperationWorkCenter
    """Where it is done"""
    plannedMinutes: str
    """How long it is planned to take"""


ManufacturingProductionOrderReleasedV1 = TypedDict("ManufacturingProductionOrderReleasedV1", {
    # Canonical id
    "id": "str",
    # Number of the order
    "number": "str",
    # Where the order stands; produced: everything is made, the order is not closed yet
    "state": "Literal[\"draft\", \"released\", \"started\", \"produced\", \"completed\", \"cancelled\"]",
    # A product
    "product": "ManufacturingProductionOrderReleasedV1Product",
    # Quantity to make
    "planned": "ManufacturingProductionOrderReleasedV1Planned",
    # Quantity made and booked into stock
    "produced": "ManufacturingProductionOrderReleasedV1Produced",
    # Lot or serial numbers given to what is made
    "lots": "list[ManufacturingProductionOrderReleasedV1Lot]",
    # Canonical id of the bill of materials; null for an order without
    "billOfMaterials": "str | None",
    # Planned start; the real one once it was started
    "startAt": "str",
    # Planned end; the real one once it is completed
    "endAt": "str | None",
    # Until when it is needed
    "dueAt": "str | None",
    # Where the components are taken from
    "from": "ManufacturingProductionOrderReleasedV1From",
    # Where the product is put
    "to": "ManufacturingProductionOrderReleasedV1To",
    # What caused the order, as a text
    "origin": "str | None",
    # Our company
    "company": "ManufacturingProductionOrderReleasedV1Company",
    # What goes in; cancelled components left out
    "components": "list[ManufacturingProductionOrderReleasedV1Component]",
    # What comes out beside the product
    "byProducts": "list[ManufacturingProductionOrderReleasedV1ByProduct]",
    # The work orders, as they stood when the order itself changed
    "operations": "list[ManufacturingProductionOrderReleasedV1Operation]",
})


MANUFACTURING_PRODUCTION_ORDER_RELEASED_V1: EventContract[ManufacturingProductionOrderReleasedV1] = EventContract("manufacturing.production-order.released.v1")
"""The order was confirmed: components are asked for and the shop floor may start. A back-order is released when it is split off."""


ManufacturingProductionOrderStartedV1 = ManufacturingProductionOrderReleasedV1

MANUFACTURING_PRODUCTION_ORDER_STARTED_V1: EventContract[ManufacturingProductionOrderStartedV1] = EventContract("manufacturing.production-order.started.v1")
"""Work began: a work order was started, or the first quantity was entered. An order that is reported in one go is started and completed at once."""


ManufacturingProductionOrderCompletedV1 = ManufacturingProductionOrderReleasedV1

MANUFACTURING_PRODUCTION_ORDER_COMPLETED_V1: EventContract[ManufacturingProductionOrderCompletedV1] = EventContract("manufacturing.production-order.completed.v1")
"""The order was closed: what was made is in stock, what was used is gone from it. What is still to be made is in a back-order, if at all."""


ManufacturingProductionOrderCancelledV1 = ManufacturingProductionOrderReleasedV1

MANUFACTURING_PRODUCTION_ORDER_CANCELLED_V1: EventContract[ManufacturingProductionOrderCancelledV1] = EventContract("manufacturing.production-order.cancelled.v1")
"""The order was withdrawn. It cannot be confirmed again."""


class ManufacturingProductionOrderChangedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ManufacturingProductionOrderChangedV1Planned(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderChangedV1Produced(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderChangedV1Lot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class ManufacturingProductionOrderChangedV1From(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class ManufacturingProductionOrderChangedV1To(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class ManufacturingProductionOrderChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ManufacturingProductionOrderChangedV1ComponentProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ManufacturingProductionOrderChangedV1ComponentPlanned(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderChangedV1ComponentDone(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderChangedV1Component(TypedDict):
    id: str
    """Canonical id of the movement"""
    product: ManufacturingProductionOrderChangedV1ComponentProduct
    """A product"""
    planned: ManufacturingProductionOrderChangedV1ComponentPlanned
    """Quantity planned"""
    done: ManufacturingProductionOrderChangedV1ComponentDone
    """Quantity booked: consumed, or produced"""


class ManufacturingProductionOrderChangedV1ByProductProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ManufacturingProductionOrderChangedV1ByProductPlanned(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderChangedV1ByProductDone(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingProductionOrderChangedV1ByProduct(TypedDict):
    id: str
    """Canonical id of the movement"""
    product: ManufacturingProductionOrderChangedV1ByProductProduct
    """A product"""
    planned: ManufacturingProductionOrderChangedV1ByProductPlanned
    """Quantity planned"""
    done: ManufacturingProductionOrderChangedV1ByProductDone
    """Quantity booked: consumed, or produced"""


class ManufacturingProductionOrderChangedV1OperationWorkCenter(TypedDict):
    id: str
    """Canonical id of the work centre"""
    name: str
    """Name of the work centre"""
    code: str | None
    """Its code"""


class ManufacturingProductionOrderChangedV1Operation(TypedDict):
    id: str
    """Canonical id of the work order"""
    name: str
    """What is done"""
    state: Literal["waiting", "ready", "started", "finished", "cancelled"]
    """Where it stood when the order changed"""
    workCenter: ManufacturingProductionOrderChangedV1OperationWorkCenter
    """Where it is done"""
    plannedMinutes: str
    """How long it is planned to take"""


ManufacturingProductionOrderChangedV1 = TypedDict("ManufacturingProductionOrderChangedV1", {
    # Canonical id
    "id": "str",
    # Number of the order
    "number": "str",
    # Where the order stands; produced: everything is made, the order is not closed yet
    "state": "Literal[\"draft\", \"released\", \"started\", \"produced\", \"completed\", \"cancelled\"]",
    # A product
    "product": "ManufacturingProductionOrderChangedV1Product",
    # Quantity to make
    "planned": "ManufacturingProductionOrderChangedV1Planned",
    # Quantity made and booked into stock
    "produced": "ManufacturingProductionOrderChangedV1Produced",
    # Lot or serial numbers given to what is made
    "lots": "list[ManufacturingProductionOrderChangedV1Lot]",
    # Canonical id of the bill of materials; null for an order without
    "billOfMaterials": "str | None",
    # Planned start; the real one once it was started
    "startAt": "str",
    # Planned end; the real one once it is completed
    "endAt": "str | None",
    # Until when it is needed
    "dueAt": "str | None",
    # Where the components are taken from
    "from": "ManufacturingProductionOrderChangedV1From",
    # Where the product is put
    "to": "ManufacturingProductionOrderChangedV1To",
    # What caused the order, as a text
    "origin": "str | None",
    # Our company
    "company": "ManufacturingProductionOrderChangedV1Company",
    # What goes in; cancelled components left out
    "components": "list[ManufacturingProductionOrderChangedV1Component]",
    # What comes out beside the product
    "byProducts": "list[ManufacturingProductionOrderChangedV1ByProduct]",
    # The work orders, as they stood when the order itself changed
    "operations": "list[ManufacturingProductionOrderChangedV1Operation]",
    # How it came about
    "change": "Literal[\"created\", \"updated\", \"snapshot\"]",
})


MANUFACTURING_PRODUCTION_ORDER_CHANGED_V1: EventContract[ManufacturingProductionOrderChangedV1] = EventContract("manufacturing.production-order.changed.v1")
"""The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments."""


class ManufacturingWorkOrderStartedV1ProductionOrder(TypedDict):
    id: str
    """Canonical id of the production order"""
    number: str
    """Number of the production order"""


class ManufacturingWorkOrderStartedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ManufacturingWorkOrderStartedV1WorkCenter(TypedDict):
    id: str
    """Canonical id of the work centre"""
    name: str
    """Name of the work centre"""
    code: str | None
    """Its code"""


class ManufacturingWorkOrderStartedV1Planned(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingWorkOrderStartedV1Produced(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingWorkOrderStartedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ManufacturingWorkOrderStartedV1(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """What is done"""
    state: Literal["waiting", "ready", "started", "finished", "cancelled"]
    """Where it stands"""
    productionOrder: ManufacturingWorkOrderStartedV1ProductionOrder
    """The order it belongs to"""
    product: ManufacturingWorkOrderStartedV1Product
    """A product"""
    workCenter: ManufacturingWorkOrderStartedV1WorkCenter
    """Where it is done"""
    planned: ManufacturingWorkOrderStartedV1Planned
    """Quantity of the production order"""
    produced: ManufacturingWorkOrderStartedV1Produced
    """Quantity that went through this operation"""
    plannedMinutes: str
    """How long it was planned to take"""
    spentMinutes: str
    """How long it took so far, by the clock of the work centre"""
    startAt: str | None
    """Planned start; the real one once it was started"""
    endAt: str | None
    """Planned end; the real one once it is finished"""
    company: ManufacturingWorkOrderStartedV1Company
    """Our company"""


MANUFACTURING_WORK_ORDER_STARTED_V1: EventContract[ManufacturingWorkOrderStartedV1] = EventContract("manufacturing.work-order.started.v1")
"""Work on the operation began. Told once; a pause and what follows it are not told."""


ManufacturingWorkOrderFinishedV1 = ManufacturingWorkOrderStartedV1

MANUFACTURING_WORK_ORDER_FINISHED_V1: EventContract[ManufacturingWorkOrderFinishedV1] = EventContract("manufacturing.work-order.finished.v1")
"""The operation is done for the quantity produced. May come without started, when it is only reported afterwards."""


class ManufacturingMaterialConsumptionBookedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ManufacturingMaterialConsumptionBookedV1LotLot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class ManufacturingMaterialConsumptionBookedV1LotQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingMaterialConsumptionBookedV1Lot(TypedDict):
    lot: ManufacturingMaterialConsumptionBookedV1LotLot
    """The lot or serial number"""
    quantity: ManufacturingMaterialConsumptionBookedV1LotQuantity
    """How much of it"""


class ManufacturingMaterialConsumptionBookedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ManufacturingMaterialConsumptionBookedV1Quantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingMaterialConsumptionBookedV1From(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class ManufacturingMaterialConsumptionBookedV1ProductionOrder(TypedDict):
    id: str
    """Canonical id of the production order"""
    number: str
    """Number of the production order"""


class ManufacturingMaterialConsumptionBookedV1WorkOrder(TypedDict):
    id: str
    """Canonical id of the work order"""
    name: str
    """What is done"""


ManufacturingMaterialConsumptionBookedV1 = TypedDict("ManufacturingMaterialConsumptionBookedV1", {
    # Canonical id of the movement
    "id": "str",
    # A product
    "product": "ManufacturingMaterialConsumptionBookedV1Product",
    # Lots and serial numbers; empty for goods without
    "lots": "list[ManufacturingMaterialConsumptionBookedV1Lot]",
    # Our company
    "company": "ManufacturingMaterialConsumptionBookedV1Company",
    # How much was used
    "quantity": "ManufacturingMaterialConsumptionBookedV1Quantity",
    # Where it was taken from
    "from": "ManufacturingMaterialConsumptionBookedV1From",
    # The order it was used for
    "productionOrder": "ManufacturingMaterialConsumptionBookedV1ProductionOrder",
    # The operation it was used at; null where the bill of materials names none
    "workOrder": "ManufacturingMaterialConsumptionBookedV1WorkOrder | None",
    # When it was booked
    "consumedAt": "str",
})


MANUFACTURING_MATERIAL_CONSUMPTION_BOOKED_V1: EventContract[ManufacturingMaterialConsumptionBookedV1] = EventContract("manufacturing.material-consumption.booked.v1")
"""Material was consumed. Odoo books it when the production order is closed, not when it is taken."""


class ManufacturingScrapReportedV1Product(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ManufacturingScrapReportedV1Lot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class ManufacturingScrapReportedV1Quantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingScrapReportedV1Location(TypedDict):
    id: str
    """Canonical id of the location"""
    name: str
    """Its path, from the warehouse down"""
    kind: Literal["supplier", "group", "storage", "customer", "loss", "production", "transit"]
    """storage is ours; the others are outside of our shelves"""


class ManufacturingScrapReportedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ManufacturingScrapReportedV1ProductionOrder(TypedDict):
    id: str
    """Canonical id of the production order"""
    number: str
    """Number of the production order"""


class ManufacturingScrapReportedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the scrap order"""
    product: ManufacturingScrapReportedV1Product
    """A product"""
    lot: ManufacturingScrapReportedV1Lot | None
    """Lot or serial number; null for goods without"""
    quantity: ManufacturingScrapReportedV1Quantity
    """How much was thrown away"""
    location: ManufacturingScrapReportedV1Location
    """Where it lay"""
    reasons: list[str]
    """Why, in the words of the warehouse; may be empty"""
    origin: str | None
    """What caused it, as a text"""
    company: ManufacturingScrapReportedV1Company
    """Our company"""
    scrappedAt: str
    """When it was booked"""
    productionOrder: ManufacturingScrapReportedV1ProductionOrder
    """The order it happened in"""
    part: Literal["component", "product"]
    """component: went in; product: came out"""


MANUFACTURING_SCRAP_REPORTED_V1: EventContract[ManufacturingScrapReportedV1] = EventContract("manufacturing.scrap.reported.v1")
"""Scrap was booked on a production order. The same scrap is also told as inventory.scrap.posted."""


class ManufacturingQualityFailureReportedV1WorkCenter(TypedDict):
    id: str
    """Canonical id of the work centre"""
    name: str
    """Name of the work centre"""
    code: str | None
    """Its code"""


class ManufacturingQualityFailureReportedV1ProductionOrder(TypedDict):
    id: str
    """Canonical id of the production order"""
    number: str
    """Number of the production order"""


class ManufacturingQualityFailureReportedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ManufacturingQualityFailureReportedV1(TypedDict):
    id: str
    """Canonical id"""
    workCenter: ManufacturingQualityFailureReportedV1WorkCenter
    """Where it was noticed"""
    workOrder: str | None
    """Canonical id of the work order; null when none was running"""
    productionOrder: ManufacturingQualityFailureReportedV1ProductionOrder | None
    """The order of that work order"""
    reason: str
    """The kind of failure, in the plant's words"""
    description: str | None
    """What somebody wrote about it"""
    startedAt: str
    """Since when work is disturbed"""
    endedAt: str | None
    """Until when; null while the work centre is blocked"""
    lostMinutes: str
    """Time lost; zero while the work centre is blocked"""
    company: ManufacturingQualityFailureReportedV1Company
    """Our company"""


MANUFACTURING_QUALITY_FAILURE_REPORTED_V1: EventContract[ManufacturingQualityFailureReportedV1] = EventContract("manufacturing.quality-failure.reported.v1")
"""Somebody blocked a work centre, or booked lost time, for a reason of quality. Told again when the reason is corrected."""


class PartiesPartyChangedV1LegalParty(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class PartiesPartyChangedV1Address(TypedDict):
    street: str | None
    """Street and number"""
    street2: str | None
    """Second line of the street"""
    postalCode: str | None
    """Postal code"""
    city: str | None
    """City"""
    region: str | None
    """Code of the state or province, as the country's post writes it"""
    country: str | None
    """ISO 3166-1 alpha-2"""


class PartiesPartyChangedV1(TypedDict):
    id: str
    """Canonical id"""
    kind: Literal["company", "person"]
    """A company, or a person, contact or mere address"""
    name: str | None
    """Name; null for an address without a name of its own"""
    reference: str | None
    """Our reference for this party"""
    active: bool
    """false when archived"""
    legalParty: PartiesPartyChangedV1LegalParty
    """The party that answers for this one; itself for a company"""
    taxId: str | None
    """VAT or other tax number"""
    email: str | None
    """E-mail address"""
    phone: str | None
    """Telephone number"""
    address: PartiesPartyChangedV1Address
    """Postal address"""
    isCustomer: bool
    """We have sold to it"""
    isSupplier: bool
    """We have bought from it"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PARTIES_PARTY_CHANGED_V1: EventContract[PartiesPartyChangedV1] = EventContract("parties.party.changed.v1")
"""The party as it is after any change, its creation and a re-emission included. For keeping a copy."""


class PartiesPartyBecameCustomerV1LegalParty(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class PartiesPartyBecameCustomerV1Address(TypedDict):
    street: str | None
    """Street and number"""
    street2: str | None
    """Second line of the street"""
    postalCode: str | None
    """Postal code"""
    city: str | None
    """City"""
    region: str | None
    """Code of the state or province, as the country's post writes it"""
    country: str | None
    """ISO 3166-1 alpha-2"""


class PartiesPartyBecameCustomerV1(TypedDict):
    id: str
    """Canonical id"""
    kind: Literal["company", "person"]
    """A company, or a person, contact or mere address"""
    name: str | None
    """Name; null for an address without a name of its own"""
    reference: str | None
    """Our reference for this party"""
    active: bool
    """false when archived"""
    legalParty: PartiesPartyBecameCustomerV1LegalParty
    """The party that answers for this one; itself for a company"""
    taxId: str | None
    """VAT or other tax number"""
    email: str | None
    """E-mail address"""
    phone: str | None
    """Telephone number"""
    address: PartiesPartyBecameCustomerV1Address
    """Postal address"""
    isCustomer: bool
    """We have sold to it"""
    isSupplier: bool
    """We have bought from it"""


PARTIES_PARTY_BECAME_CUSTOMER_V1: EventContract[PartiesPartyBecameCustomerV1] = EventContract("parties.party.became-customer.v1")
"""We sold to this party for the first time, or a person marked it as a customer."""


PartiesPartyBecameSupplierV1 = PartiesPartyBecameCustomerV1

PARTIES_PARTY_BECAME_SUPPLIER_V1: EventContract[PartiesPartyBecameSupplierV1] = EventContract("parties.party.became-supplier.v1")
"""We bought from this party for the first time, or a person marked it as a supplier."""


PartiesPartyArchivedV1 = PartiesPartyBecameCustomerV1

PARTIES_PARTY_ARCHIVED_V1: EventContract[PartiesPartyArchivedV1] = EventContract("parties.party.archived.v1")
"""The party was put away: no new business with it. Its papers stay."""


class PartiesBankAccountChangedV1Party(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class PartiesBankAccountChangedV1(TypedDict):
    id: str
    """Canonical id"""
    party: PartiesBankAccountChangedV1Party | None
    """The legal party whose account it is"""
    accountNumber: str
    """IBAN or national number, as it was entered"""
    holder: str | None
    """Name of the holder, where it differs from the party"""
    bank: str | None
    """Name of the bank"""
    bic: str | None
    """BIC of the bank"""
    currency: str | None
    """ISO 4217; null where the account takes any"""
    released: bool
    """true: a person checked it, money may be sent to it"""
    active: bool
    """false when archived"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PARTIES_BANK_ACCOUNT_CHANGED_V1: EventContract[PartiesBankAccountChangedV1] = EventContract("parties.bank-account.changed.v1")
"""The bank account as it is after any change, its creation and a re-emission included. For keeping a copy."""


class PartiesBankAccountReleasedV1Party(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class PartiesBankAccountReleasedV1(TypedDict):
    id: str
    """Canonical id"""
    party: PartiesBankAccountReleasedV1Party | None
    """The legal party whose account it is"""
    accountNumber: str
    """IBAN or national number, as it was entered"""
    holder: str | None
    """Name of the holder, where it differs from the party"""
    bank: str | None
    """Name of the bank"""
    bic: str | None
    """BIC of the bank"""
    currency: str | None
    """ISO 4217; null where the account takes any"""
    released: bool
    """true: a person checked it, money may be sent to it"""
    active: bool
    """false when archived"""


PARTIES_BANK_ACCOUNT_RELEASED_V1: EventContract[PartiesBankAccountReleasedV1] = EventContract("parties.bank-account.released.v1")
"""A person checked the account: from now on money may be sent to it.."""


class ProcurementPurchaseOrderCreatedV2Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderCreatedV2SupplierContact(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderCreatedV2Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProcurementPurchaseOrderCreatedV2Buyer(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class ProcurementPurchaseOrderCreatedV2AmountsNet(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV2AmountsTax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV2AmountsGross(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV2Amounts(TypedDict):
    net: ProcurementPurchaseOrderCreatedV2AmountsNet
    """After discount, before tax"""
    tax: ProcurementPurchaseOrderCreatedV2AmountsTax
    """Tax"""
    gross: ProcurementPurchaseOrderCreatedV2AmountsGross
    """Including tax; what is to be paid"""


class ProcurementPurchaseOrderCreatedV2LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementPurchaseOrderCreatedV2LineOrdered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderCreatedV2LineReceived(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderCreatedV2LineBilled(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderCreatedV2LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV2LineAmountsNet(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV2LineAmountsTax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV2LineAmountsGross(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV2LineAmounts(TypedDict):
    net: ProcurementPurchaseOrderCreatedV2LineAmountsNet
    """After discount, before tax"""
    tax: ProcurementPurchaseOrderCreatedV2LineAmountsTax
    """Tax"""
    gross: ProcurementPurchaseOrderCreatedV2LineAmountsGross
    """Including tax; what is to be paid"""


class ProcurementPurchaseOrderCreatedV2Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: ProcurementPurchaseOrderCreatedV2LineProduct | None
    """null for a line without a product"""
    description: str
    """Text of the line"""
    ordered: ProcurementPurchaseOrderCreatedV2LineOrdered
    """Quantity ordered"""
    received: ProcurementPurchaseOrderCreatedV2LineReceived
    """Quantity received so far"""
    billed: ProcurementPurchaseOrderCreatedV2LineBilled
    """Quantity billed so far"""
    unitPrice: ProcurementPurchaseOrderCreatedV2LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    expectedAt: str | None
    """When the goods are expected"""
    amounts: ProcurementPurchaseOrderCreatedV2LineAmounts
    """The amounts of the line"""


class ProcurementPurchaseOrderCreatedV2(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """The buyer's order number"""
    state: Literal["draft", "quotation-requested", "awaiting-approval", "approved", "cancelled"]
    """Where the order stands"""
    locked: bool
    """True when the buyer closed the order for changes"""
    supplier: ProcurementPurchaseOrderCreatedV2Supplier
    """The legal party the order is placed with"""
    supplierContact: ProcurementPurchaseOrderCreatedV2SupplierContact | None
    """The contact or address, when not the legal party itself"""
    supplierReference: str | None
    """The supplier's own reference for this order"""
    company: ProcurementPurchaseOrderCreatedV2Company
    """Our company"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    orderedAt: str
    """When the order is to be placed"""
    approvedAt: str | None
    """When the order was approved"""
    expectedAt: str | None
    """When the first goods are expected"""
    buyer: ProcurementPurchaseOrderCreatedV2Buyer | None
    """"""
    origin: str | None
    """What caused the order, as a text (a sales order, a reordering rule)"""
    amounts: ProcurementPurchaseOrderCreatedV2Amounts
    """The amounts of the whole order"""
    lines: list[ProcurementPurchaseOrderCreatedV2Line]
    """The lines; sections and notes left out"""


PROCUREMENT_PURCHASE_ORDER_CREATED_V2: EventContract[ProcurementPurchaseOrderCreatedV2] = EventContract("procurement.purchase-order.created.v2")
"""A purchase order was entered. It may still be an unfinished draft; nobody has committed to anything."""


ProcurementPurchaseOrderQuotationRequestedV1 = ProcurementPurchaseOrderCreatedV2

PROCUREMENT_PURCHASE_ORDER_QUOTATION_REQUESTED_V1: EventContract[ProcurementPurchaseOrderQuotationRequestedV1] = EventContract("procurement.purchase-order.quotation-requested.v1")
"""The supplier was asked for a quotation: the request was sent or printed. Nobody has committed to anything."""


ProcurementPurchaseOrderApprovedV2 = ProcurementPurchaseOrderCreatedV2

PROCUREMENT_PURCHASE_ORDER_APPROVED_V2: EventContract[ProcurementPurchaseOrderApprovedV2] = EventContract("procurement.purchase-order.approved.v2")
"""The buyer committed to the order: the supplier may deliver. Comes once per approval; later edits come as changed."""


ProcurementPurchaseOrderAcknowledgedV1 = ProcurementPurchaseOrderCreatedV2

PROCUREMENT_PURCHASE_ORDER_ACKNOWLEDGED_V1: EventContract[ProcurementPurchaseOrderAcknowledgedV1] = EventContract("procurement.purchase-order.acknowledged.v1")
"""The supplier said that it has the order and will deliver, on the dates in the lines. Comes once; later dates come as changed."""


class ProcurementPurchaseOrderLateV1Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderLateV1SupplierContact(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderLateV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProcurementPurchaseOrderLateV1Buyer(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class ProcurementPurchaseOrderLateV1AmountsNet(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderLateV1AmountsTax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderLateV1AmountsGross(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderLateV1Amounts(TypedDict):
    net: ProcurementPurchaseOrderLateV1AmountsNet
    """After discount, before tax"""
    tax: ProcurementPurchaseOrderLateV1AmountsTax
    """Tax"""
    gross: ProcurementPurchaseOrderLateV1AmountsGross
    """Including tax; what is to be paid"""


class ProcurementPurchaseOrderLateV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementPurchaseOrderLateV1LineOrdered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderLateV1LineReceived(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderLateV1LineBilled(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderLateV1LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderLateV1LineAmountsNet(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderLateV1LineAmountsTax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderLateV1LineAmountsGross(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderLateV1LineAmounts(TypedDict):
    net: ProcurementPurchaseOrderLateV1LineAmountsNet
    """After discount, before tax"""
    tax: ProcurementPurchaseOrderLateV1LineAmountsTax
    """Tax"""
    gross: ProcurementPurchaseOrderLateV1LineAmountsGross
    """Including tax; what is to be paid"""


class ProcurementPurchaseOrderLateV1Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: ProcurementPurchaseOrderLateV1LineProduct | None
    """null for a line without a product"""
    description: str
    """Text of the line"""
    ordered: ProcurementPurchaseOrderLateV1LineOrdered
    """Quantity ordered"""
    received: ProcurementPurchaseOrderLateV1LineReceived
    """Quantity received so far"""
    billed: ProcurementPurchaseOrderLateV1LineBilled
    """Quantity billed so far"""
    unitPrice: ProcurementPurchaseOrderLateV1LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    expectedAt: str | None
    """When the goods are expected"""
    amounts: ProcurementPurchaseOrderLateV1LineAmounts
    """The amounts of the line"""


class ProcurementPurchaseOrderLateV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """The buyer's order number"""
    state: Literal["draft", "quotation-requested", "awaiting-approval", "approved", "cancelled"]
    """Where the order stands"""
    locked: bool
    """True when the buyer closed the order for changes"""
    supplier: ProcurementPurchaseOrderLateV1Supplier
    """The legal party the order is placed with"""
    supplierContact: ProcurementPurchaseOrderLateV1SupplierContact | None
    """The contact or address, when not the legal party itself"""
    supplierReference: str | None
    """The supplier's own reference for this order"""
    company: ProcurementPurchaseOrderLateV1Company
    """Our company"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    orderedAt: str
    """When the order is to be placed"""
    approvedAt: str | None
    """When the order was approved"""
    expectedAt: str | None
    """When the first goods are expected"""
    buyer: ProcurementPurchaseOrderLateV1Buyer | None
    """"""
    origin: str | None
    """What caused the order, as a text (a sales order, a reordering rule)"""
    amounts: ProcurementPurchaseOrderLateV1Amounts
    """The amounts of the whole order"""
    lines: list[ProcurementPurchaseOrderLateV1Line]
    """The lines; sections and notes left out"""
    missed: list[str]
    """The times that passed now: lines with one of these as expectedAt wait for goods"""


PROCUREMENT_PURCHASE_ORDER_LATE_V1: EventContract[ProcurementPurchaseOrderLateV1] = EventContract("procurement.purchase-order.late.v1")
"""Goods of a confirmed order have not come by the time they were expected. Comes once for each such time of its lines; again when a new one passes, too."""


class ProcurementPurchaseOrderChangedV2Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderChangedV2SupplierContact(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderChangedV2Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProcurementPurchaseOrderChangedV2Buyer(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class ProcurementPurchaseOrderChangedV2AmountsNet(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV2AmountsTax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV2AmountsGross(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV2Amounts(TypedDict):
    net: ProcurementPurchaseOrderChangedV2AmountsNet
    """After discount, before tax"""
    tax: ProcurementPurchaseOrderChangedV2AmountsTax
    """Tax"""
    gross: ProcurementPurchaseOrderChangedV2AmountsGross
    """Including tax; what is to be paid"""


class ProcurementPurchaseOrderChangedV2LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementPurchaseOrderChangedV2LineOrdered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderChangedV2LineReceived(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderChangedV2LineBilled(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderChangedV2LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV2LineAmountsNet(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV2LineAmountsTax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV2LineAmountsGross(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV2LineAmounts(TypedDict):
    net: ProcurementPurchaseOrderChangedV2LineAmountsNet
    """After discount, before tax"""
    tax: ProcurementPurchaseOrderChangedV2LineAmountsTax
    """Tax"""
    gross: ProcurementPurchaseOrderChangedV2LineAmountsGross
    """Including tax; what is to be paid"""


class ProcurementPurchaseOrderChangedV2Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: ProcurementPurchaseOrderChangedV2LineProduct | None
    """null for a line without a product"""
    description: str
    """Text of the line"""
    ordered: ProcurementPurchaseOrderChangedV2LineOrdered
    """Quantity ordered"""
    received: ProcurementPurchaseOrderChangedV2LineReceived
    """Quantity received so far"""
    billed: ProcurementPurchaseOrderChangedV2LineBilled
    """Quantity billed so far"""
    unitPrice: ProcurementPurchaseOrderChangedV2LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    expectedAt: str | None
    """When the goods are expected"""
    amounts: ProcurementPurchaseOrderChangedV2LineAmounts
    """The amounts of the line"""


class ProcurementPurchaseOrderChangedV2(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """The buyer's order number"""
    state: Literal["draft", "quotation-requested", "awaiting-approval", "approved", "cancelled"]
    """Where the order stands"""
    locked: bool
    """True when the buyer closed the order for changes"""
    supplier: ProcurementPurchaseOrderChangedV2Supplier
    """The legal party the order is placed with"""
    supplierContact: ProcurementPurchaseOrderChangedV2SupplierContact | None
    """The contact or address, when not the legal party itself"""
    supplierReference: str | None
    """The supplier's own reference for this order"""
    company: ProcurementPurchaseOrderChangedV2Company
    """Our company"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    orderedAt: str
    """When the order is to be placed"""
    approvedAt: str | None
    """When the order was approved"""
    expectedAt: str | None
    """When the first goods are expected"""
    buyer: ProcurementPurchaseOrderChangedV2Buyer | None
    """"""
    origin: str | None
    """What caused the order, as a text (a sales order, a reordering rule)"""
    amounts: ProcurementPurchaseOrderChangedV2Amounts
    """The amounts of the whole order"""
    lines: list[ProcurementPurchaseOrderChangedV2Line]
    """The lines; sections and notes left out"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PROCUREMENT_PURCHASE_ORDER_CHANGED_V2: EventContract[ProcurementPurchaseOrderChangedV2] = EventContract("procurement.purchase-order.changed.v2")
"""The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments."""


ProcurementPurchaseOrderCancelledV2 = ProcurementPurchaseOrderCreatedV2

PROCUREMENT_PURCHASE_ORDER_CANCELLED_V2: EventContract[ProcurementPurchaseOrderCancelledV2] = EventContract("procurement.purchase-order.cancelled.v2")
"""The buyer withdrew the order. It may be reopened as a draft and approved again."""


class ProcurementGoodsReceiptExpectedV1Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementGoodsReceiptExpectedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProcurementGoodsReceiptExpectedV1BackOrderOf(TypedDict):
    id: str
    """Canonical id of the receipt"""
    number: str
    """Number of the receipt"""


class ProcurementGoodsReceiptExpectedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementGoodsReceiptExpectedV1LineExpected(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementGoodsReceiptExpectedV1LineReceived(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementGoodsReceiptExpectedV1LinePurchaseOrder(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Number of the order"""


class ProcurementGoodsReceiptExpectedV1Line(TypedDict):
    id: str
    """Canonical id of the movement"""
    product: ProcurementGoodsReceiptExpectedV1LineProduct
    """A product"""
    expected: ProcurementGoodsReceiptExpectedV1LineExpected
    """Quantity expected"""
    received: ProcurementGoodsReceiptExpectedV1LineReceived
    """Quantity counted; final once the receipt is posted"""
    purchaseOrder: ProcurementGoodsReceiptExpectedV1LinePurchaseOrder | None
    """The order the goods came for"""
    purchaseOrderLineId: str | None
    """Canonical id of the line of the order"""


class ProcurementGoodsReceiptExpectedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the receipt"""
    state: Literal["draft", "expected", "posted", "cancelled"]
    """Where the receipt stands"""
    supplier: ProcurementGoodsReceiptExpectedV1Supplier | None
    """The legal party the goods come from"""
    company: ProcurementGoodsReceiptExpectedV1Company
    """Our company"""
    expectedAt: str | None
    """When the goods were expected"""
    postedAt: str | None
    """When the receipt was posted"""
    backOrderOf: ProcurementGoodsReceiptExpectedV1BackOrderOf | None
    """The receipt whose remaining goods this one expects"""
    origin: str | None
    """What caused the receipt, as a text (an order number)"""
    lines: list[ProcurementGoodsReceiptExpectedV1Line]
    """The goods; cancelled movements left out"""


PROCUREMENT_GOODS_RECEIPT_EXPECTED_V1: EventContract[ProcurementGoodsReceiptExpectedV1] = EventContract("procurement.goods-receipt.expected.v1")
"""Goods are on their way: an order was approved, or the rest of a partial receipt is still to come. Dock and staff can be planned."""


ProcurementGoodsReceiptPostedV1 = ProcurementGoodsReceiptExpectedV1

PROCUREMENT_GOODS_RECEIPT_POSTED_V1: EventContract[ProcurementGoodsReceiptPostedV1] = EventContract("procurement.goods-receipt.posted.v1")
"""Goods were received and booked into stock. Final: a mistake is corrected by a return, not by an edit."""


class ProcurementGoodsReturnPostedV1Receipt(TypedDict):
    id: str
    """Canonical id of the receipt"""
    number: str
    """Number of the receipt"""


class ProcurementGoodsReturnPostedV1Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementGoodsReturnPostedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProcurementGoodsReturnPostedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementGoodsReturnPostedV1LineReturned(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementGoodsReturnPostedV1LinePurchaseOrder(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Number of the order"""


class ProcurementGoodsReturnPostedV1Line(TypedDict):
    product: ProcurementGoodsReturnPostedV1LineProduct
    """A product"""
    returned: ProcurementGoodsReturnPostedV1LineReturned
    """Quantity that went back"""
    toBeCredited: bool
    """true: it counts as not received, a credit note is expected"""
    purchaseOrder: ProcurementGoodsReturnPostedV1LinePurchaseOrder | None
    """The order the goods had come for"""
    purchaseOrderLineId: str | None
    """Canonical id of the line of the order"""


class ProcurementGoodsReturnPostedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the return"""
    state: Literal["draft", "planned", "posted", "cancelled"]
    """Where the return stands"""
    receipt: ProcurementGoodsReturnPostedV1Receipt | None
    """The receipt that the goods came with"""
    supplier: ProcurementGoodsReturnPostedV1Supplier | None
    """The legal party the goods go back to"""
    company: ProcurementGoodsReturnPostedV1Company
    """Our company"""
    postedAt: str | None
    """When the goods left"""
    lines: list[ProcurementGoodsReturnPostedV1Line]
    """The goods; cancelled movements left out"""


PROCUREMENT_GOODS_RETURN_POSTED_V1: EventContract[ProcurementGoodsReturnPostedV1] = EventContract("procurement.goods-return.posted.v1")
"""Goods left for the supplier they came from. Whether a credit note is expected, each line says."""


class ProcurementVendorBillPostedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProcurementVendorBillPostedV1Untaxed(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillPostedV1Tax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillPostedV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillPostedV1Open(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillPostedV1ReversalOf(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""


class ProcurementVendorBillPostedV1Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementVendorBillPostedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementVendorBillPostedV1LineQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementVendorBillPostedV1LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillPostedV1LineSubtotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillPostedV1LinePurchaseOrder(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Number of the order"""


class ProcurementVendorBillPostedV1Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: ProcurementVendorBillPostedV1LineProduct | None
    """null for a line without a product"""
    description: str | None
    """Text of the line"""
    quantity: ProcurementVendorBillPostedV1LineQuantity
    """Quantity"""
    unitPrice: ProcurementVendorBillPostedV1LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    subtotal: ProcurementVendorBillPostedV1LineSubtotal
    """Amount of the line after discount, before tax"""
    purchaseOrder: ProcurementVendorBillPostedV1LinePurchaseOrder | None
    """The order that is billed; null for what was never ordered"""
    purchaseOrderLineId: str | None
    """Canonical id of the line of the order"""


class ProcurementVendorBillPostedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""
    kind: Literal["invoice", "credit-note"]
    """An invoice, or a credit note that takes it back"""
    state: Literal["draft", "posted", "cancelled"]
    """Where it stands in the books"""
    paymentState: Literal["unpaid", "partly-paid", "in-payment", "paid", "reversed", "blocked", "unknown"]
    """Whether it is paid; in-payment: paid, the bank has not told yet"""
    company: ProcurementVendorBillPostedV1Company
    """Our company"""
    issuedOn: str | None
    """Date on the paper"""
    dueOn: str | None
    """Day by which it is to be paid"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    untaxed: ProcurementVendorBillPostedV1Untaxed
    """Total before tax"""
    tax: ProcurementVendorBillPostedV1Tax
    """Tax"""
    total: ProcurementVendorBillPostedV1Total
    """Total including tax"""
    open: ProcurementVendorBillPostedV1Open
    """What is still to be paid"""
    paymentReference: str | None
    """What a payment is to quote"""
    reversalOf: ProcurementVendorBillPostedV1ReversalOf | None
    """The document that this one takes back"""
    origin: str | None
    """What caused it, as a text (an order number)"""
    supplier: ProcurementVendorBillPostedV1Supplier | None
    """The legal party that bills; null in an unfinished draft"""
    supplierNumber: str | None
    """The supplier's own number of the bill"""
    lines: list[ProcurementVendorBillPostedV1Line]
    """The lines; sections and notes left out"""


PROCUREMENT_VENDOR_BILL_POSTED_V1: EventContract[ProcurementVendorBillPostedV1] = EventContract("procurement.vendor-bill.posted.v1")
"""We accepted the bill: it is in the books and will be paid when it is due. What does not match order and receipt comes as match-exception."""


ProcurementVendorBillPaidV1 = ProcurementVendorBillPostedV1

PROCUREMENT_VENDOR_BILL_PAID_V1: EventContract[ProcurementVendorBillPaidV1] = EventContract("procurement.vendor-bill.paid.v1")
"""Nothing is open any more: the supplier has its money, or the bank has our order to pay."""


ProcurementVendorBillOverdueV1 = ProcurementVendorBillPostedV1

PROCUREMENT_VENDOR_BILL_OVERDUE_V1: EventContract[ProcurementVendorBillOverdueV1] = EventContract("procurement.vendor-bill.overdue.v1")
"""The day by which we were to pay is over and something is still open. Comes once; again when the day is moved and passes again."""


class ProcurementVendorBillMatchExceptionV1Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementVendorBillMatchExceptionV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProcurementVendorBillMatchExceptionV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillMatchExceptionV1ExceptionPurchaseOrder(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Number of the order"""


class ProcurementVendorBillMatchExceptionV1ExceptionProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementVendorBillMatchExceptionV1Exception(TypedDict):
    kind: Literal["not-ordered", "billed-more-than-received", "billed-more-than-ordered", "price-higher-than-ordered"]
    """What does not agree"""
    billLineId: str
    """Canonical id of the line of the bill"""
    purchaseOrder: ProcurementVendorBillMatchExceptionV1ExceptionPurchaseOrder | None
    """The order; null for what was not ordered"""
    purchaseOrderLineId: str | None
    """Canonical id of the line of the order"""
    product: ProcurementVendorBillMatchExceptionV1ExceptionProduct | None
    """null for a line without a product"""


class ProcurementVendorBillMatchExceptionV1(TypedDict):
    id: str
    """Canonical id of the bill"""
    number: str | None
    """Number of the bill in our books"""
    supplier: ProcurementVendorBillMatchExceptionV1Supplier | None
    """The legal party that bills"""
    supplierNumber: str | None
    """The supplier's own number of the bill"""
    company: ProcurementVendorBillMatchExceptionV1Company
    """Our company"""
    total: ProcurementVendorBillMatchExceptionV1Total
    """Total of the bill including tax"""
    exceptions: list[ProcurementVendorBillMatchExceptionV1Exception]
    """Each disagreement of a line"""


PROCUREMENT_VENDOR_BILL_MATCH_EXCEPTION_V1: EventContract[ProcurementVendorBillMatchExceptionV1] = EventContract("procurement.vendor-bill.match-exception.v1")
"""A bill was posted that does not agree with its purchase order or with what was received. Comes beside posted, once for the bill with all that does not agree."""


class ProcurementVendorBillChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProcurementVendorBillChangedV1Untaxed(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillChangedV1Tax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillChangedV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillChangedV1Open(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillChangedV1ReversalOf(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""


class ProcurementVendorBillChangedV1Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementVendorBillChangedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementVendorBillChangedV1LineQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementVendorBillChangedV1LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillChangedV1LineSubtotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementVendorBillChangedV1LinePurchaseOrder(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Number of the order"""


class ProcurementVendorBillChangedV1Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: ProcurementVendorBillChangedV1LineProduct | None
    """null for a line without a product"""
    description: str | None
    """Text of the line"""
    quantity: ProcurementVendorBillChangedV1LineQuantity
    """Quantity"""
    unitPrice: ProcurementVendorBillChangedV1LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    subtotal: ProcurementVendorBillChangedV1LineSubtotal
    """Amount of the line after discount, before tax"""
    purchaseOrder: ProcurementVendorBillChangedV1LinePurchaseOrder | None
    """The order that is billed; null for what was never ordered"""
    purchaseOrderLineId: str | None
    """Canonical id of the line of the order"""


class ProcurementVendorBillChangedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""
    kind: Literal["invoice", "credit-note"]
    """An invoice, or a credit note that takes it back"""
    state: Literal["draft", "posted", "cancelled"]
    """Where it stands in the books"""
    paymentState: Literal["unpaid", "partly-paid", "in-payment", "paid", "reversed", "blocked", "unknown"]
    """Whether it is paid; in-payment: paid, the bank has not told yet"""
    company: ProcurementVendorBillChangedV1Company
    """Our company"""
    issuedOn: str | None
    """Date on the paper"""
    dueOn: str | None
    """Day by which it is to be paid"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    untaxed: ProcurementVendorBillChangedV1Untaxed
    """Total before tax"""
    tax: ProcurementVendorBillChangedV1Tax
    """Tax"""
    total: ProcurementVendorBillChangedV1Total
    """Total including tax"""
    open: ProcurementVendorBillChangedV1Open
    """What is still to be paid"""
    paymentReference: str | None
    """What a payment is to quote"""
    reversalOf: ProcurementVendorBillChangedV1ReversalOf | None
    """The document that this one takes back"""
    origin: str | None
    """What caused it, as a text (an order number)"""
    supplier: ProcurementVendorBillChangedV1Supplier | None
    """The legal party that bills; null in an unfinished draft"""
    supplierNumber: str | None
    """The supplier's own number of the bill"""
    lines: list[ProcurementVendorBillChangedV1Line]
    """The lines; sections and notes left out"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PROCUREMENT_VENDOR_BILL_CHANGED_V1: EventContract[ProcurementVendorBillChangedV1] = EventContract("procurement.vendor-bill.changed.v1")
"""The bill as it is after any change, its creation and a re-emission included. For keeping a copy."""


class ProcurementPurchaseOrderCreatedV1Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderCreatedV1SupplierContact(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderCreatedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProcurementPurchaseOrderCreatedV1Buyer(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class ProcurementPurchaseOrderCreatedV1Untaxed(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV1Tax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementPurchaseOrderCreatedV1LineOrdered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderCreatedV1LineReceived(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderCreatedV1LineBilled(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderCreatedV1LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV1LineSubtotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderCreatedV1Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: ProcurementPurchaseOrderCreatedV1LineProduct | None
    """null for a line without a product"""
    description: str
    """Text of the line"""
    ordered: ProcurementPurchaseOrderCreatedV1LineOrdered
    """Quantity ordered"""
    received: ProcurementPurchaseOrderCreatedV1LineReceived
    """Quantity received so far"""
    billed: ProcurementPurchaseOrderCreatedV1LineBilled
    """Quantity billed so far"""
    unitPrice: ProcurementPurchaseOrderCreatedV1LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    expectedAt: str | None
    """When the goods are expected"""
    subtotal: ProcurementPurchaseOrderCreatedV1LineSubtotal
    """Amount of the line after discount, before tax"""


class ProcurementPurchaseOrderCreatedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """The buyer's order number"""
    state: Literal["draft", "quotation-requested", "awaiting-approval", "approved", "cancelled"]
    """Where the order stands"""
    locked: bool
    """True when the buyer closed the order for changes"""
    supplier: ProcurementPurchaseOrderCreatedV1Supplier
    """The legal party the order is placed with"""
    supplierContact: ProcurementPurchaseOrderCreatedV1SupplierContact | None
    """The contact or address, when not the legal party itself"""
    supplierReference: str | None
    """The supplier's own reference for this order"""
    company: ProcurementPurchaseOrderCreatedV1Company
    """Our company"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    orderedAt: str
    """When the order is to be placed"""
    approvedAt: str | None
    """When the order was approved"""
    expectedAt: str | None
    """When the first goods are expected"""
    buyer: ProcurementPurchaseOrderCreatedV1Buyer | None
    """"""
    origin: str | None
    """What caused the order, as a text (a sales order, a reordering rule)"""
    untaxed: ProcurementPurchaseOrderCreatedV1Untaxed
    """Total before tax"""
    tax: ProcurementPurchaseOrderCreatedV1Tax
    """Tax"""
    total: ProcurementPurchaseOrderCreatedV1Total
    """Total including tax"""
    lines: list[ProcurementPurchaseOrderCreatedV1Line]
    """The lines; sections and notes left out"""


PROCUREMENT_PURCHASE_ORDER_CREATED_V1: EventContract[ProcurementPurchaseOrderCreatedV1] = EventContract("procurement.purchase-order.created.v1")
"""A purchase order was entered. It may still be an unfinished draft; nobody has committed to anything."""


ProcurementPurchaseOrderApprovedV1 = ProcurementPurchaseOrderCreatedV1

PROCUREMENT_PURCHASE_ORDER_APPROVED_V1: EventContract[ProcurementPurchaseOrderApprovedV1] = EventContract("procurement.purchase-order.approved.v1")
"""The buyer committed to the order: the supplier may deliver. Comes once per approval; later edits come as changed."""


class ProcurementPurchaseOrderChangedV1Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderChangedV1SupplierContact(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProcurementPurchaseOrderChangedV1Buyer(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class ProcurementPurchaseOrderChangedV1Untaxed(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV1Tax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementPurchaseOrderChangedV1LineOrdered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderChangedV1LineReceived(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderChangedV1LineBilled(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderChangedV1LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV1LineSubtotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderChangedV1Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: ProcurementPurchaseOrderChangedV1LineProduct | None
    """null for a line without a product"""
    description: str
    """Text of the line"""
    ordered: ProcurementPurchaseOrderChangedV1LineOrdered
    """Quantity ordered"""
    received: ProcurementPurchaseOrderChangedV1LineReceived
    """Quantity received so far"""
    billed: ProcurementPurchaseOrderChangedV1LineBilled
    """Quantity billed so far"""
    unitPrice: ProcurementPurchaseOrderChangedV1LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    expectedAt: str | None
    """When the goods are expected"""
    subtotal: ProcurementPurchaseOrderChangedV1LineSubtotal
    """Amount of the line after discount, before tax"""


class ProcurementPurchaseOrderChangedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """The buyer's order number"""
    state: Literal["draft", "quotation-requested", "awaiting-approval", "approved", "cancelled"]
    """Where the order stands"""
    locked: bool
    """True when the buyer closed the order for changes"""
    supplier: ProcurementPurchaseOrderChangedV1Supplier
    """The legal party the order is placed with"""
    supplierContact: ProcurementPurchaseOrderChangedV1SupplierContact | None
    """The contact or address, when not the legal party itself"""
    supplierReference: str | None
    """The supplier's own reference for this order"""
    company: ProcurementPurchaseOrderChangedV1Company
    """Our company"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    orderedAt: str
    """When the order is to be placed"""
    approvedAt: str | None
    """When the order was approved"""
    expectedAt: str | None
    """When the first goods are expected"""
    buyer: ProcurementPurchaseOrderChangedV1Buyer | None
    """"""
    origin: str | None
    """What caused the order, as a text (a sales order, a reordering rule)"""
    untaxed: ProcurementPurchaseOrderChangedV1Untaxed
    """Total before tax"""
    tax: ProcurementPurchaseOrderChangedV1Tax
    """Tax"""
    total: ProcurementPurchaseOrderChangedV1Total
    """Total including tax"""
    lines: list[ProcurementPurchaseOrderChangedV1Line]
    """The lines; sections and notes left out"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PROCUREMENT_PURCHASE_ORDER_CHANGED_V1: EventContract[ProcurementPurchaseOrderChangedV1] = EventContract("procurement.purchase-order.changed.v1")
"""The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments."""


ProcurementPurchaseOrderCancelledV1 = ProcurementPurchaseOrderCreatedV1

PROCUREMENT_PURCHASE_ORDER_CANCELLED_V1: EventContract[ProcurementPurchaseOrderCancelledV1] = EventContract("procurement.purchase-order.cancelled.v1")
"""The buyer withdrew the order. It may be reopened as a draft and approved again."""


class ProductsProductChangedV1Category(TypedDict):
    id: str
    """Canonical id"""
    path: str
    """Names from the top down, as `All / Screws`"""


class ProductsProductChangedV1Unit(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """English name; what quantities carry as `uom`"""


class ProductsProductChangedV1ListPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProductsProductChangedV1Variant(TypedDict):
    id: str
    """Canonical id; the one that orders and stock name"""
    code: str | None
    """Our product code"""
    barcode: str | None
    """GTIN or other barcode"""
    active: bool
    """false when archived"""
    attributes: list[str]
    """What sets it apart from the other variants, as `Colour: red`"""


class ProductsProductChangedV1SupplierPriceSupplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProductsProductChangedV1SupplierPriceMinimum(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProductsProductChangedV1SupplierPricePrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProductsProductChangedV1SupplierPrice(TypedDict):
    supplier: ProductsProductChangedV1SupplierPriceSupplier
    """Who sells it to us"""
    supplierCode: str | None
    """The supplier's own code"""
    minimum: ProductsProductChangedV1SupplierPriceMinimum
    """The price holds from this quantity on"""
    price: ProductsProductChangedV1SupplierPricePrice
    """Price of one unit before discount"""
    leadTimeDays: int
    """Days from order to delivery"""


class ProductsProductChangedV1(TypedDict):
    id: str
    """Canonical id of the product, all its variants together"""
    name: str
    """English name"""
    kind: Literal["goods", "service", "combination"]
    """Goods, a service, or a combination of others"""
    stocked: bool
    """true: its quantity is kept"""
    tracking: Literal["serial", "lot", "none"]
    """Whether each piece, each lot or nothing is followed"""
    category: ProductsProductChangedV1Category | None
    """Category"""
    unit: ProductsProductChangedV1Unit
    """The unit it is counted in"""
    sold: bool
    """true: it may be sold"""
    bought: bool
    """true: it may be bought"""
    active: bool
    """false when archived"""
    listPrice: ProductsProductChangedV1ListPrice
    """Sales price of one unit, before tax and price lists"""
    variants: list[ProductsProductChangedV1Variant]
    """Variants, archived ones included"""
    supplierPrices: list[ProductsProductChangedV1SupplierPrice]
    """What suppliers ask, in the order in which they are preferred"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PRODUCTS_PRODUCT_CHANGED_V1: EventContract[ProductsProductChangedV1] = EventContract("products.product.changed.v1")
"""The product as it is after any change, its creation and a re-emission included. For keeping a copy."""


class ProductsProductPriceChangedV1Category(TypedDict):
    id: str
    """Canonical id"""
    path: str
    """Names from the top down, as `All / Screws`"""


class ProductsProductPriceChangedV1Unit(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """English name; what quantities carry as `uom`"""


class ProductsProductPriceChangedV1ListPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProductsProductPriceChangedV1Variant(TypedDict):
    id: str
    """Canonical id; the one that orders and stock name"""
    code: str | None
    """Our product code"""
    barcode: str | None
    """GTIN or other barcode"""
    active: bool
    """false when archived"""
    attributes: list[str]
    """What sets it apart from the other variants, as `Colour: red`"""


class ProductsProductPriceChangedV1SupplierPriceSupplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProductsProductPriceChangedV1SupplierPriceMinimum(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProductsProductPriceChangedV1SupplierPricePrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProductsProductPriceChangedV1SupplierPrice(TypedDict):
    supplier: ProductsProductPriceChangedV1SupplierPriceSupplier
    """Who sells it to us"""
    supplierCode: str | None
    """The supplier's own code"""
    minimum: ProductsProductPriceChangedV1SupplierPriceMinimum
    """The price holds from this quantity on"""
    price: ProductsProductPriceChangedV1SupplierPricePrice
    """Price of one unit before discount"""
    leadTimeDays: int
    """Days from order to delivery"""


class ProductsProductPriceChangedV1(TypedDict):
    id: str
    """Canonical id of the product, all its variants together"""
    name: str
    """English name"""
    kind: Literal["goods", "service", "combination"]
    """Goods, a service, or a combination of others"""
    stocked: bool
    """true: its quantity is kept"""
    tracking: Literal["serial", "lot", "none"]
    """Whether each piece, each lot or nothing is followed"""
    category: ProductsProductPriceChangedV1Category | None
    """Category"""
    unit: ProductsProductPriceChangedV1Unit
    """The unit it is counted in"""
    sold: bool
    """true: it may be sold"""
    bought: bool
    """true: it may be bought"""
    active: bool
    """false when archived"""
    listPrice: ProductsProductPriceChangedV1ListPrice
    """Sales price of one unit, before tax and price lists"""
    variants: list[ProductsProductPriceChangedV1Variant]
    """Variants, archived ones included"""
    supplierPrices: list[ProductsProductPriceChangedV1SupplierPrice]
    """What suppliers ask, in the order in which they are preferred"""


PRODUCTS_PRODUCT_PRICE_CHANGED_V1: EventContract[ProductsProductPriceChangedV1] = EventContract("products.product.price-changed.v1")
"""The list price of a product that exists already is another one. Price lists and suppliers' prices are not meant."""


ProductsProductDiscontinuedV1 = ProductsProductPriceChangedV1

PRODUCTS_PRODUCT_DISCONTINUED_V1: EventContract[ProductsProductDiscontinuedV1] = EventContract("products.product.discontinued.v1")
"""The product was archived: nobody should order or make it any more. Stock may be left."""


class ProductsUnitChangedV1MadeOf(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """English name; what quantities carry as `uom`"""


class ProductsUnitChangedV1(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """English name; what quantities carry as `uom`"""
    madeOf: ProductsUnitChangedV1MadeOf | None
    """The unit that it is a multiple of; null for a basic unit"""
    factor: str
    """How many of `madeOf` it is; 1 for a basic unit"""
    active: bool
    """false when archived"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PRODUCTS_UNIT_CHANGED_V1: EventContract[ProductsUnitChangedV1] = EventContract("products.unit.changed.v1")
"""The unit as it is after any change, its creation and a re-emission included. For keeping a copy."""


class ProductsCategoryChangedV1Parent(TypedDict):
    id: str
    """Canonical id"""
    path: str
    """Names from the top down, as `All / Screws`"""


class ProductsCategoryChangedV1(TypedDict):
    id: str
    """Canonical id"""
    path: str
    """Names from the top down, as `All / Screws`"""
    name: str
    """Name"""
    parent: ProductsCategoryChangedV1Parent | None
    """The category it belongs to; null at the top"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PRODUCTS_CATEGORY_CHANGED_V1: EventContract[ProductsCategoryChangedV1] = EventContract("products.category.changed.v1")
"""The category as it is after any change, its creation and a re-emission included. For keeping a copy."""


class ProjectsProjectCreatedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProjectsProjectCreatedV1Order(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Number of the order"""


class ProjectsProjectCreatedV1Manager(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name of the person"""


class ProjectsProjectCreatedV1CostCode(TypedDict):
    id: str
    """Canonical id of the analytic account"""
    code: str | None
    """Code of the account"""
    name: str
    """Name of the account"""


class ProjectsProjectCreatedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsProjectCreatedV1(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""
    phase: Literal["planned", "active", "on-hold", "closed"]
    """planned until a first status says that work goes on; closed when done, in a folded stage or archived"""
    status: Literal["not-set", "on-track", "at-risk", "off-track", "on-hold", "done"]
    """How the last project update judged it"""
    stage: str | None
    """Name of the project's stage, where stages are used"""
    customer: ProjectsProjectCreatedV1Customer | None
    """The legal party the work is done for"""
    order: ProjectsProjectCreatedV1Order | None
    """The sales order that pays for it"""
    manager: ProjectsProjectCreatedV1Manager | None
    """"""
    costCode: ProjectsProjectCreatedV1CostCode | None
    """"""
    company: ProjectsProjectCreatedV1Company | None
    """"""
    startsOn: str | None
    """Planned first day"""
    endsOn: str | None
    """Planned last day"""
    budgetedHours: str
    """Hours planned for the whole project; 0 when not planned"""


PROJECTS_PROJECT_CREATED_V1: EventContract[ProjectsProjectCreatedV1] = EventContract("projects.project.created.v1")
"""A project was set up, by a person or by a sales order that brings one with it. Work may not have begun."""


ProjectsProjectActivatedV1 = ProjectsProjectCreatedV1

PROJECTS_PROJECT_ACTIVATED_V1: EventContract[ProjectsProjectActivatedV1] = EventContract("projects.project.activated.v1")
"""Work goes on: the first status (on track, at risk, off track) was given, or the first after on hold or done."""


ProjectsProjectClosedV1 = ProjectsProjectCreatedV1

PROJECTS_PROJECT_CLOSED_V1: EventContract[ProjectsProjectClosedV1] = EventContract("projects.project.closed.v1")
"""The project ended: complete, moved to a folded stage, or archived. It may be taken up again."""


class ProjectsProjectChangedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProjectsProjectChangedV1Order(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Number of the order"""


class ProjectsProjectChangedV1Manager(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name of the person"""


class ProjectsProjectChangedV1CostCode(TypedDict):
    id: str
    """Canonical id of the analytic account"""
    code: str | None
    """Code of the account"""
    name: str
    """Name of the account"""


class ProjectsProjectChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsProjectChangedV1(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""
    phase: Literal["planned", "active", "on-hold", "closed"]
    """planned until a first status says that work goes on; closed when done, in a folded stage or archived"""
    status: Literal["not-set", "on-track", "at-risk", "off-track", "on-hold", "done"]
    """How the last project update judged it"""
    stage: str | None
    """Name of the project's stage, where stages are used"""
    customer: ProjectsProjectChangedV1Customer | None
    """The legal party the work is done for"""
    order: ProjectsProjectChangedV1Order | None
    """The sales order that pays for it"""
    manager: ProjectsProjectChangedV1Manager | None
    """"""
    costCode: ProjectsProjectChangedV1CostCode | None
    """"""
    company: ProjectsProjectChangedV1Company | None
    """"""
    startsOn: str | None
    """Planned first day"""
    endsOn: str | None
    """Planned last day"""
    budgetedHours: str
    """Hours planned for the whole project; 0 when not planned"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PROJECTS_PROJECT_CHANGED_V1: EventContract[ProjectsProjectChangedV1] = EventContract("projects.project.changed.v1")
"""The project as it is after any change, its creation and a re-emission included. For keeping a copy."""


class ProjectsTaskStageChangedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsTaskStageChangedV1Assignee(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name of the person"""


class ProjectsTaskStageChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsTaskStageChangedV1(TypedDict):
    id: str
    """Canonical id"""
    title: str
    """What is to be done"""
    project: ProjectsTaskStageChangedV1Project
    """The project"""
    stage: str | None
    """Name of the stage: each project's own column"""
    state: Literal["in-progress", "changes-requested", "approved", "waiting", "done", "cancelled"]
    """Where the task stands; waiting: for another task"""
    assignees: list[ProjectsTaskStageChangedV1Assignee]
    """The people who work on it"""
    milestone: str | None
    """Name of the milestone it counts for"""
    deadline: str | None
    """When it is to be done"""
    budgetedHours: str
    """Hours planned; 0 when not planned"""
    company: ProjectsTaskStageChangedV1Company | None
    """"""


PROJECTS_TASK_STAGE_CHANGED_V1: EventContract[ProjectsTaskStageChangedV1] = EventContract("projects.task.stage-changed.v1")
"""The task went to another stage of its project. Its creation in a first stage is none."""


class ProjectsTaskChangedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsTaskChangedV1Assignee(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name of the person"""


class ProjectsTaskChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsTaskChangedV1(TypedDict):
    id: str
    """Canonical id"""
    title: str
    """What is to be done"""
    project: ProjectsTaskChangedV1Project
    """The project"""
    stage: str | None
    """Name of the stage: each project's own column"""
    state: Literal["in-progress", "changes-requested", "approved", "waiting", "done", "cancelled"]
    """Where the task stands; waiting: for another task"""
    assignees: list[ProjectsTaskChangedV1Assignee]
    """The people who work on it"""
    milestone: str | None
    """Name of the milestone it counts for"""
    deadline: str | None
    """When it is to be done"""
    budgetedHours: str
    """Hours planned; 0 when not planned"""
    company: ProjectsTaskChangedV1Company | None
    """"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PROJECTS_TASK_CHANGED_V1: EventContract[ProjectsTaskChangedV1] = EventContract("projects.task.changed.v1")
"""The task as it is after any change, its creation and a re-emission included. For keeping a copy."""


class ProjectsMilestoneReachedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsMilestoneReachedV1(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""
    project: ProjectsMilestoneReachedV1Project
    """The project"""
    dueOn: str | None
    """Day on which it is to be reached"""
    reached: bool
    """Whether it is reached"""
    reachedOn: str | None
    """Day on which it was marked as reached"""


PROJECTS_MILESTONE_REACHED_V1: EventContract[ProjectsMilestoneReachedV1] = EventContract("projects.milestone.reached.v1")
"""The milestone was marked as reached. It can be unmarked and reached again."""


ProjectsMilestoneOverdueV1 = ProjectsMilestoneReachedV1

PROJECTS_MILESTONE_OVERDUE_V1: EventContract[ProjectsMilestoneOverdueV1] = EventContract("projects.milestone.overdue.v1")
"""The day of the milestone is over and it is not reached. Comes once; again when the day is moved and passes again."""


class ProjectsMilestoneChangedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsMilestoneChangedV1(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""
    project: ProjectsMilestoneChangedV1Project
    """The project"""
    dueOn: str | None
    """Day on which it is to be reached"""
    reached: bool
    """Whether it is reached"""
    reachedOn: str | None
    """Day on which it was marked as reached"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PROJECTS_MILESTONE_CHANGED_V1: EventContract[ProjectsMilestoneChangedV1] = EventContract("projects.milestone.changed.v1")
"""The milestone as it is after any change, its creation and a re-emission included. For keeping a copy."""


class ProjectsTimesheetLoggedV1Employee(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name of the person"""


class ProjectsTimesheetLoggedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsTimesheetLoggedV1Task(TypedDict):
    id: str
    """Canonical id of the task"""
    title: str
    """What was to be done"""


class ProjectsTimesheetLoggedV1Worked(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProjectsTimesheetLoggedV1Cost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsTimesheetLoggedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsTimesheetLoggedV1(TypedDict):
    id: str
    """Canonical id"""
    workedOn: str
    """Day of the work"""
    employee: ProjectsTimesheetLoggedV1Employee | None
    """"""
    project: ProjectsTimesheetLoggedV1Project
    """The project"""
    task: ProjectsTimesheetLoggedV1Task | None
    """The task; null for work on the project as a whole"""
    description: str
    """What was done; a slash where nothing was said"""
    worked: ProjectsTimesheetLoggedV1Worked
    """Time worked"""
    cost: ProjectsTimesheetLoggedV1Cost
    """What the time costs us, by the employee's hourly cost; positive"""
    validated: bool
    """True when an invoice to the customer holds this time: it can no longer be edited"""
    company: ProjectsTimesheetLoggedV1Company
    """Our company"""


PROJECTS_TIMESHEET_LOGGED_V1: EventContract[ProjectsTimesheetLoggedV1] = EventContract("projects.timesheet.logged.v1")
"""Time was entered for a project. Corrections come as changed."""


ProjectsTimesheetValidatedV1 = ProjectsTimesheetLoggedV1

PROJECTS_TIMESHEET_VALIDATED_V1: EventContract[ProjectsTimesheetValidatedV1] = EventContract("projects.timesheet.validated.v1")
"""The time was taken into an invoice to the customer. Odoo Community has no approval of timesheets: time that is not invoiced by the hour is never validated."""


class ProjectsTimesheetChangedV1Employee(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name of the person"""


class ProjectsTimesheetChangedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsTimesheetChangedV1Task(TypedDict):
    id: str
    """Canonical id of the task"""
    title: str
    """What was to be done"""


class ProjectsTimesheetChangedV1Worked(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProjectsTimesheetChangedV1Cost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsTimesheetChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsTimesheetChangedV1(TypedDict):
    id: str
    """Canonical id"""
    workedOn: str
    """Day of the work"""
    employee: ProjectsTimesheetChangedV1Employee | None
    """"""
    project: ProjectsTimesheetChangedV1Project
    """The project"""
    task: ProjectsTimesheetChangedV1Task | None
    """The task; null for work on the project as a whole"""
    description: str
    """What was done; a slash where nothing was said"""
    worked: ProjectsTimesheetChangedV1Worked
    """Time worked"""
    cost: ProjectsTimesheetChangedV1Cost
    """What the time costs us, by the employee's hourly cost; positive"""
    validated: bool
    """True when an invoice to the customer holds this time: it can no longer be edited"""
    company: ProjectsTimesheetChangedV1Company
    """Our company"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PROJECTS_TIMESHEET_CHANGED_V1: EventContract[ProjectsTimesheetChangedV1] = EventContract("projects.timesheet.changed.v1")
"""The entry as it is after any change, its creation and a re-emission included. For keeping a copy."""


class ProjectsProjectCostUpdatedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsProjectCostUpdatedV1CostCode(TypedDict):
    id: str
    """Canonical id of the analytic account"""
    code: str | None
    """Code of the account"""
    name: str
    """Name of the account"""


class ProjectsProjectCostUpdatedV1Quantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProjectsProjectCostUpdatedV1Cost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsProjectCostUpdatedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsProjectCostUpdatedV1(TypedDict):
    id: str
    """Canonical id of the entry"""
    projects: list[ProjectsProjectCostUpdatedV1Project]
    """The projects of the account; several where they share one account"""
    costCode: ProjectsProjectCostUpdatedV1CostCode
    """The account that costs are booked on"""
    kind: Literal["labour", "equipment", "purchase", "revenue", "material", "production", "other"]
    """What caused the cost"""
    bookedOn: str
    """Day of the entry"""
    description: str
    """Text of the entry"""
    quantity: ProjectsProjectCostUpdatedV1Quantity
    """Quantity behind the amount; 0 where there is none"""
    cost: ProjectsProjectCostUpdatedV1Cost
    """What the entry costs the project; negative for income"""
    company: ProjectsProjectCostUpdatedV1Company
    """Our company"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


PROJECTS_PROJECT_COST_UPDATED_V1: EventContract[ProjectsProjectCostUpdatedV1] = EventContract("projects.project-cost.updated.v1")
"""A project became dearer or cheaper: an entry was booked or corrected. An entry that is deleted is not told."""


class ProjectsEquipmentUsageLoggedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsEquipmentUsageLoggedV1Cost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsEquipmentUsageLoggedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsEquipmentUsageLoggedV1(TypedDict):
    id: str
    """Canonical id of the entry"""
    equipmentId: str
    """Canonical id of the equipment"""
    projects: list[ProjectsEquipmentUsageLoggedV1Project]
    """The projects of the account that was charged; one as a rule"""
    usedOn: str
    """Day of the use"""
    usedHours: str
    """How many hours it was used"""
    cost: ProjectsEquipmentUsageLoggedV1Cost
    """What the use costs the project"""
    description: str
    """What it was used for"""
    company: ProjectsEquipmentUsageLoggedV1Company
    """Our company"""


PROJECTS_EQUIPMENT_USAGE_LOGGED_V1: EventContract[ProjectsEquipmentUsageLoggedV1] = EventContract("projects.equipment-usage.logged.v1")
"""The use of equipment was charged to a project."""


class ProjectsRfiOpenedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsRfiOpenedV1Responsible(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name of the person"""


class ProjectsRfiOpenedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsRfiOpenedV1(TypedDict):
    id: str
    """Canonical id"""
    question: str
    """What is asked"""
    project: ProjectsRfiOpenedV1Project
    """The project"""
    state: Literal["open", "answered", "withdrawn"]
    """Where the request stands"""
    responsible: list[ProjectsRfiOpenedV1Responsible]
    """The people who work on it"""
    answerDueAt: str | None
    """When the answer is needed"""
    company: ProjectsRfiOpenedV1Company | None
    """"""


PROJECTS_RFI_OPENED_V1: EventContract[ProjectsRfiOpenedV1] = EventContract("projects.rfi.opened.v1")
"""A request for information was asked."""


ProjectsRfiAnsweredV1 = ProjectsRfiOpenedV1

PROJECTS_RFI_ANSWERED_V1: EventContract[ProjectsRfiAnsweredV1] = EventContract("projects.rfi.answered.v1")
"""The request was answered; the answer is in the task's messages. It comes again when the request is reopened and answered again."""


class ProjectsChangeOrderProposedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsChangeOrderProposedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProjectsChangeOrderProposedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsChangeOrderProposedV1Untaxed(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsChangeOrderProposedV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsChangeOrderProposedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Our number of it"""
    state: Literal["draft", "proposed", "approved", "rejected"]
    """Where it stands"""
    project: ProjectsChangeOrderProposedV1Project
    """The project that changes"""
    customer: ProjectsChangeOrderProposedV1Customer
    """The legal party that pays for it"""
    customerReference: str | None
    """The customer's own reference"""
    company: ProjectsChangeOrderProposedV1Company
    """Our company"""
    untaxed: ProjectsChangeOrderProposedV1Untaxed
    """What the change adds to the contract, before tax"""
    total: ProjectsChangeOrderProposedV1Total
    """The same including tax"""


PROJECTS_CHANGE_ORDER_PROPOSED_V1: EventContract[ProjectsChangeOrderProposedV1] = EventContract("projects.change-order.proposed.v1")
"""The change was offered to the customer."""


ProjectsChangeOrderApprovedV1 = ProjectsChangeOrderProposedV1

PROJECTS_CHANGE_ORDER_APPROVED_V1: EventContract[ProjectsChangeOrderApprovedV1] = EventContract("projects.change-order.approved.v1")
"""The customer agreed: the change belongs to the contract."""


ProjectsChangeOrderRejectedV1 = ProjectsChangeOrderProposedV1

PROJECTS_CHANGE_ORDER_REJECTED_V1: EventContract[ProjectsChangeOrderRejectedV1] = EventContract("projects.change-order.rejected.v1")
"""The change was refused or withdrawn."""


class ProjectsSiteReceiptPostedV1Supplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProjectsSiteReceiptPostedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsSiteReceiptPostedV1BackOrderOf(TypedDict):
    id: str
    """Canonical id of the receipt"""
    number: str
    """Number of the receipt"""


class ProjectsSiteReceiptPostedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProjectsSiteReceiptPostedV1LineExpected(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProjectsSiteReceiptPostedV1LineReceived(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProjectsSiteReceiptPostedV1LinePurchaseOrder(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Number of the order"""


class ProjectsSiteReceiptPostedV1Line(TypedDict):
    id: str
    """Canonical id of the movement"""
    product: ProjectsSiteReceiptPostedV1LineProduct
    """A product"""
    expected: ProjectsSiteReceiptPostedV1LineExpected
    """Quantity expected"""
    received: ProjectsSiteReceiptPostedV1LineReceived
    """Quantity counted; final once the receipt is posted"""
    purchaseOrder: ProjectsSiteReceiptPostedV1LinePurchaseOrder | None
    """The order the goods came for"""
    purchaseOrderLineId: str | None
    """Canonical id of the line of the order"""


class ProjectsSiteReceiptPostedV1Project(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsSiteReceiptPostedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the receipt"""
    state: Literal["draft", "expected", "posted", "cancelled"]
    """Where the receipt stands"""
    supplier: ProjectsSiteReceiptPostedV1Supplier | None
    """The legal party the goods come from"""
    company: ProjectsSiteReceiptPostedV1Company
    """Our company"""
    expectedAt: str | None
    """When the goods were expected"""
    postedAt: str | None
    """When the receipt was posted"""
    backOrderOf: ProjectsSiteReceiptPostedV1BackOrderOf | None
    """The receipt whose remaining goods this one expects"""
    origin: str | None
    """What caused the receipt, as a text (an order number)"""
    lines: list[ProjectsSiteReceiptPostedV1Line]
    """The goods; cancelled movements left out"""
    project: ProjectsSiteReceiptPostedV1Project
    """The project the goods are for"""


PROJECTS_SITE_RECEIPT_POSTED_V1: EventContract[ProjectsSiteReceiptPostedV1] = EventContract("projects.site-receipt.posted.v1")
"""Goods for a project were received and booked into stock."""


class ProjectsSubcontractorBillPostedV1Subcontractor(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProjectsSubcontractorBillPostedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class ProjectsSubcontractorBillPostedV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsSubcontractorBillPostedV1Open(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsSubcontractorBillPostedV1LineProject(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsSubcontractorBillPostedV1LinePurchaseOrder(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Number of the order"""


class ProjectsSubcontractorBillPostedV1LineBilled(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProjectsSubcontractorBillPostedV1LineSubtotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsSubcontractorBillPostedV1Line(TypedDict):
    id: str
    """Canonical id of the line"""
    description: str | None
    """Text of the line"""
    project: ProjectsSubcontractorBillPostedV1LineProject
    """The project the work was for"""
    purchaseOrder: ProjectsSubcontractorBillPostedV1LinePurchaseOrder
    """The order of the work"""
    billed: ProjectsSubcontractorBillPostedV1LineBilled
    """Quantity billed"""
    subtotal: ProjectsSubcontractorBillPostedV1LineSubtotal
    """Amount before tax"""


class ProjectsSubcontractorBillPostedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Our number of the bill; null before it is posted"""
    state: Literal["draft", "posted", "cancelled"]
    """Where the bill stands"""
    paid: bool
    """Whether nothing is open any more"""
    subcontractor: ProjectsSubcontractorBillPostedV1Subcontractor
    """The legal party that bills"""
    subcontractorReference: str | None
    """The subcontractor's own number of the bill"""
    company: ProjectsSubcontractorBillPostedV1Company
    """Our company"""
    billedOn: str | None
    """Date of the bill"""
    dueOn: str | None
    """When it is to be paid"""
    total: ProjectsSubcontractorBillPostedV1Total
    """Total of the bill including tax"""
    open: ProjectsSubcontractorBillPostedV1Open
    """What is still to be paid"""
    lines: list[ProjectsSubcontractorBillPostedV1Line]
    """The work on projects; other lines of the bill left out"""


PROJECTS_SUBCONTRACTOR_BILL_POSTED_V1: EventContract[ProjectsSubcontractorBillPostedV1] = EventContract("projects.subcontractor-bill.posted.v1")
"""The bill was checked and booked: we owe it."""


ProjectsSubcontractorBillPaidV1 = ProjectsSubcontractorBillPostedV1

PROJECTS_SUBCONTRACTOR_BILL_PAID_V1: EventContract[ProjectsSubcontractorBillPaidV1] = EventContract("projects.subcontractor-bill.paid.v1")
"""Nothing is open on the bill any more."""


class SalesQuotationSentV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class SalesQuotationSentV1CustomerContact(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class SalesQuotationSentV1DeliverTo(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class SalesQuotationSentV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class SalesQuotationSentV1Untaxed(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesQuotationSentV1Tax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesQuotationSentV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesQuotationSentV1Salesperson(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class SalesQuotationSentV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class SalesQuotationSentV1LineOrdered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class SalesQuotationSentV1LineDelivered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class SalesQuotationSentV1LineInvoiced(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class SalesQuotationSentV1LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesQuotationSentV1LineSubtotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesQuotationSentV1Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: SalesQuotationSentV1LineProduct | None
    """null for a line without a product"""
    description: str
    """Text of the line"""
    ordered: SalesQuotationSentV1LineOrdered
    """Quantity ordered"""
    delivered: SalesQuotationSentV1LineDelivered
    """Quantity delivered so far"""
    invoiced: SalesQuotationSentV1LineInvoiced
    """Quantity invoiced so far, draft invoices included"""
    unitPrice: SalesQuotationSentV1LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    subtotal: SalesQuotationSentV1LineSubtotal
    """Amount of the line after discount, before tax"""


class SalesQuotationSentV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Our number of the quotation and of the order it becomes"""
    state: Literal["quotation", "quotation-sent", "confirmed", "cancelled"]
    """Where the order stands"""
    locked: bool
    """True when we closed the order for changes"""
    customer: SalesQuotationSentV1Customer
    """The legal party that buys"""
    customerContact: SalesQuotationSentV1CustomerContact | None
    """The contact or address, when not the legal party itself"""
    deliverTo: SalesQuotationSentV1DeliverTo
    """The address the goods go to"""
    customerReference: str | None
    """The customer's own reference for this order"""
    company: SalesQuotationSentV1Company
    """Our company"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    untaxed: SalesQuotationSentV1Untaxed
    """Total before tax"""
    tax: SalesQuotationSentV1Tax
    """Tax"""
    total: SalesQuotationSentV1Total
    """Total including tax"""
    orderedAt: str
    """Date of the quotation; once confirmed, when the order was confirmed"""
    validUntil: str | None
    """Last day on which the quotation can be accepted"""
    promisedAt: str | None
    """Delivery date promised to the customer"""
    delivery: Literal["not-started", "started", "partly-delivered", "delivered"] | None
    """How far the goods are delivered; null where there are none"""
    invoicing: Literal["nothing-to-invoice", "to-invoice", "invoiced", "more-delivered-than-ordered"]
    """How far the order is invoiced"""
    salesperson: SalesQuotationSentV1Salesperson | None
    """"""
    lines: list[SalesQuotationSentV1Line]
    """The lines; sections and notes left out"""


SALES_QUOTATION_SENT_V1: EventContract[SalesQuotationSentV1] = EventContract("sales.quotation.sent.v1")
"""The offer went to the customer, or was marked as sent. Comes again when it is reopened and sent again."""


SalesOrderConfirmedV1 = SalesQuotationSentV1

SALES_ORDER_CONFIRMED_V1: EventContract[SalesOrderConfirmedV1] = EventContract("sales.order.confirmed.v1")
"""Customer and we are committed: the goods are to be delivered. Later edits come as changed."""


SalesOrderCancelledV1 = SalesQuotationSentV1

SALES_ORDER_CANCELLED_V1: EventContract[SalesOrderCancelledV1] = EventContract("sales.order.cancelled.v1")
"""The quotation or order was withdrawn. It may be reopened as a quotation and confirmed again."""


class SalesOrderChangedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class SalesOrderChangedV1CustomerContact(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class SalesOrderChangedV1DeliverTo(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class SalesOrderChangedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class SalesOrderChangedV1Untaxed(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesOrderChangedV1Tax(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesOrderChangedV1Total(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesOrderChangedV1Salesperson(TypedDict):
    id: str
    """Canonical id of the user"""
    name: str
    """Name of the person"""


class SalesOrderChangedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class SalesOrderChangedV1LineOrdered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class SalesOrderChangedV1LineDelivered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class SalesOrderChangedV1LineInvoiced(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class SalesOrderChangedV1LineUnitPrice(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesOrderChangedV1LineSubtotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesOrderChangedV1Line(TypedDict):
    id: str
    """Canonical id of the line"""
    product: SalesOrderChangedV1LineProduct | None
    """null for a line without a product"""
    description: str
    """Text of the line"""
    ordered: SalesOrderChangedV1LineOrdered
    """Quantity ordered"""
    delivered: SalesOrderChangedV1LineDelivered
    """Quantity delivered so far"""
    invoiced: SalesOrderChangedV1LineInvoiced
    """Quantity invoiced so far, draft invoices included"""
    unitPrice: SalesOrderChangedV1LineUnitPrice
    """Price of one unit before discount and tax; may be finer than the currency"""
    discountPercent: str
    """Discount on the unit price in percent"""
    subtotal: SalesOrderChangedV1LineSubtotal
    """Amount of the line after discount, before tax"""


class SalesOrderChangedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Our number of the quotation and of the order it becomes"""
    state: Literal["quotation", "quotation-sent", "confirmed", "cancelled"]
    """Where the order stands"""
    locked: bool
    """True when we closed the order for changes"""
    customer: SalesOrderChangedV1Customer
    """The legal party that buys"""
    customerContact: SalesOrderChangedV1CustomerContact | None
    """The contact or address, when not the legal party itself"""
    deliverTo: SalesOrderChangedV1DeliverTo
    """The address the goods go to"""
    customerReference: str | None
    """The customer's own reference for this order"""
    company: SalesOrderChangedV1Company
    """Our company"""
    currency: str
    """ISO 4217; the currency of all amounts"""
    untaxed: SalesOrderChangedV1Untaxed
    """Total before tax"""
    tax: SalesOrderChangedV1Tax
    """Tax"""
    total: SalesOrderChangedV1Total
    """Total including tax"""
    orderedAt: str
    """Date of the quotation; once confirmed, when the order was confirmed"""
    validUntil: str | None
    """Last day on which the quotation can be accepted"""
    promisedAt: str | None
    """Delivery date promised to the customer"""
    delivery: Literal["not-started", "started", "partly-delivered", "delivered"] | None
    """How far the goods are delivered; null where there are none"""
    invoicing: Literal["nothing-to-invoice", "to-invoice", "invoiced", "more-delivered-than-ordered"]
    """How far the order is invoiced"""
    salesperson: SalesOrderChangedV1Salesperson | None
    """"""
    lines: list[SalesOrderChangedV1Line]
    """The lines; sections and notes left out"""
    change: Literal["created", "updated", "snapshot"]
    """How it came about"""


SALES_ORDER_CHANGED_V1: EventContract[SalesOrderChangedV1] = EventContract("sales.order.changed.v1")
"""The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments."""


class SalesShipmentDispatchedV1Order(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Our order number"""


class SalesShipmentDispatchedV1Customer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class SalesShipmentDispatchedV1DeliverTo(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class SalesShipmentDispatchedV1Company(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Name"""


class SalesShipmentDispatchedV1BackOrderOf(TypedDict):
    id: str
    """Canonical id of the shipment"""
    number: str
    """Number of the shipment"""


class SalesShipmentDispatchedV1LineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class SalesShipmentDispatchedV1LineExpected(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class SalesShipmentDispatchedV1LineDispatched(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class SalesShipmentDispatchedV1Line(TypedDict):
    id: str
    """Canonical id of the movement"""
    product: SalesShipmentDispatchedV1LineProduct
    """A product"""
    expected: SalesShipmentDispatchedV1LineExpected
    """Quantity planned for this shipment; what remains goes into a back-order"""
    dispatched: SalesShipmentDispatchedV1LineDispatched
    """Quantity that left; final once the shipment is dispatched"""
    orderLineId: str | None
    """Canonical id of the line of the order"""


class SalesShipmentDispatchedV1(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the shipment (delivery note)"""
    state: Literal["draft", "waiting-for-stock", "ready", "dispatched", "cancelled"]
    """Where the shipment stands"""
    order: SalesShipmentDispatchedV1Order
    """The order that is delivered"""
    customer: SalesShipmentDispatchedV1Customer
    """The legal party that ordered"""
    deliverTo: SalesShipmentDispatchedV1DeliverTo
    """The address the goods go to"""
    company: SalesShipmentDispatchedV1Company
    """Our company"""
    plannedAt: str | None
    """When the goods were to leave"""
    dispatchedAt: str | None
    """When the goods left"""
    backOrderOf: SalesShipmentDispatchedV1BackOrderOf | None
    """The shipment whose remaining goods this one carries"""
    lines: list[SalesShipmentDispatchedV1Line]
    """The goods; cancelled movements left out"""


SALES_SHIPMENT_DISPATCHED_V1: EventContract[SalesShipmentDispatchedV1] = EventContract("sales.shipment.dispatched.v1")
"""Goods of an order left for the customer. Final: goods that come back are a return, not an edit."""


class CrmCreateLeadV1InputExpectedRevenue(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217; the company's currency"""


class CrmCreateLeadV1Input(TypedDict):
    title: str
    """What it is about"""
    kind: Literal["lead", "opportunity"]
    """lead: somebody has to qualify it first; opportunity: it goes into the pipeline"""
    customerId: NotRequired[str]
    """The party, where it is one of ours"""
    company: NotRequired[str]
    """Name of the company"""
    person: NotRequired[str]
    """Name of the person"""
    email: NotRequired[str]
    """E-mail address"""
    phone: NotRequired[str]
    """Telephone number"""
    expectedRevenue: NotRequired[CrmCreateLeadV1InputExpectedRevenue]
    """What can be sold"""
    externalId: NotRequired[str]
    """Your own key of the lead: later commands may name it by that. Only one of your system's has it"""


class CrmCreateLeadV1Answer(TypedDict):
    leadId: str
    """Canonical id"""
    title: str
    """What it is about"""
    kind: Literal["lead", "opportunity"]
    """lead or opportunity"""


CRM_CREATE_LEAD_V1: CommandContract[CrmCreateLeadV1Input, CrmCreateLeadV1Answer, Literal["customer-not-found", "lead-exists", "currency-differs"]] = CommandContract("crm.create-lead.v1")
"""Enter that somebody is interested in buying. Nobody is assigned: the sales team picks it up."""


class FinanceRegisterPaymentV1Input(TypedDict):
    invoiceId: str
    """The invoice that was paid"""
    companyId: str
    """The company of the invoice; several companies may have journals of one code"""
    amount: str
    """What was paid, above zero, at most what is open"""
    currency: str
    """ISO 4217; must be the currency of the invoice"""
    paidOn: str
    """Day of the payment"""
    journal: str
    """Code of the company's bank or cash journal that the money came to"""
    reference: str
    """What the payment quotes, or the id the bank gave it"""


class FinanceRegisterPaymentV1AnswerInvoice(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""


class FinanceRegisterPaymentV1AnswerOpen(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceRegisterPaymentV1Answer(TypedDict):
    invoice: FinanceRegisterPaymentV1AnswerInvoice
    """The invoice"""
    paymentState: Literal["unpaid", "partly-paid", "in-payment", "paid", "reversed", "blocked", "unknown"]
    """Whether the invoice is paid now"""
    open: FinanceRegisterPaymentV1AnswerOpen
    """What is still to be paid"""
    paymentId: str
    """Canonical id of the payment that was booked"""


FINANCE_REGISTER_PAYMENT_V1: CommandContract[FinanceRegisterPaymentV1Input, FinanceRegisterPaymentV1Answer, Literal["invoice-not-found", "invoice-not-posted", "invoice-not-open", "company-differs", "currency-differs", "amount-exceeds-open", "amount-too-fine", "journal-not-found", "journal-currency-differs", "payment-not-booked"]] = CommandContract("finance.register-payment.v1")
"""Book money that a customer paid for one invoice, in full or in part."""


class InventoryReserveStockV1Input(TypedDict):
    transferId: str
    """The delivery or other transfer that wants goods"""
    partial: bool
    """true: reserve what there is; false: all or nothing"""


class InventoryReserveStockV1AnswerTransfer(TypedDict):
    id: str
    """Canonical id of the transfer"""
    number: str
    """Number of the transfer"""


class InventoryReserveStockV1AnswerLineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryReserveStockV1AnswerLineWanted(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryReserveStockV1AnswerLineReserved(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryReserveStockV1AnswerLine(TypedDict):
    id: str
    """Canonical id of the movement"""
    product: InventoryReserveStockV1AnswerLineProduct
    """A product"""
    wanted: InventoryReserveStockV1AnswerLineWanted
    """Quantity wanted"""
    reserved: InventoryReserveStockV1AnswerLineReserved
    """Quantity reserved"""


class InventoryReserveStockV1Answer(TypedDict):
    transfer: InventoryReserveStockV1AnswerTransfer
    """The transfer"""
    state: Literal["waiting", "ready"]
    """ready: it may be picked; waiting: something is still missing"""
    lines: list[InventoryReserveStockV1AnswerLine]
    """What is reserved now"""


INVENTORY_RESERVE_STOCK_V1: CommandContract[InventoryReserveStockV1Input, InventoryReserveStockV1Answer, Literal["transfer-not-found", "transfer-not-open", "stock-insufficient"]] = CommandContract("inventory.reserve-stock.v1")
"""Promise goods that are free to a transfer, by the warehouse's removal strategy. What was reserved before stays reserved."""


class InventoryIssueGoodsV1InputLine(TypedDict):
    lineId: str
    """The line of the delivery"""
    quantity: str
    """Quantity that left, above zero, in the unit `uom`"""
    uom: str
    """The unit of the line, by its English name"""


class InventoryIssueGoodsV1Input(TypedDict):
    deliveryId: str
    """The delivery"""
    lines: list[InventoryIssueGoodsV1InputLine]
    """What left; lines not named here did not leave"""
    backOrder: bool
    """true: what did not leave stays wanted, in a back-order; false: it is cancelled"""


class InventoryIssueGoodsV1AnswerDelivery(TypedDict):
    id: str
    """Canonical id of the delivery"""
    number: str
    """Number of the delivery"""


class InventoryIssueGoodsV1AnswerLineIssued(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryIssueGoodsV1AnswerLine(TypedDict):
    lineId: str
    """The line of the delivery"""
    issued: InventoryIssueGoodsV1AnswerLineIssued
    """Quantity posted"""


class InventoryIssueGoodsV1AnswerBackOrder(TypedDict):
    id: str
    """Canonical id of the delivery"""
    number: str
    """Number of the delivery"""


class InventoryIssueGoodsV1Answer(TypedDict):
    delivery: InventoryIssueGoodsV1AnswerDelivery
    """The delivery"""
    dispatchedAt: str
    """When it was posted"""
    lines: list[InventoryIssueGoodsV1AnswerLine]
    """What was posted"""
    backOrder: InventoryIssueGoodsV1AnswerBackOrder | None
    """The delivery of the rest; null when there is none"""


INVENTORY_ISSUE_GOODS_V1: CommandContract[InventoryIssueGoodsV1Input, InventoryIssueGoodsV1Answer, Literal["delivery-not-found", "delivery-not-open", "back-order-not-possible", "line-not-found", "unit-differs", "quantity-not-reserved", "lots-in-part", "quantity-too-fine", "delivery-needs-a-person"]] = CommandContract("inventory.issue-goods.v1")
"""Post goods that left for a customer, in full or in part, out of what is reserved for the delivery."""


class InventoryTransferStockV1Input(TypedDict):
    productId: str
    """What was moved"""
    quantity: str
    """How much, above zero, in the unit `uom`"""
    uom: str
    """The product's own unit, by its English name"""
    lotId: NotRequired[str]
    """Its lot or serial number; needed for goods that are tracked"""
    fromLocationId: str
    """Where it lay"""
    toLocationId: str
    """Where it lies now"""
    reference: NotRequired[str]
    """The sender's own number of it; kept as the source document"""


class InventoryTransferStockV1AnswerTransfer(TypedDict):
    id: str
    """Canonical id of the transfer"""
    number: str
    """Number of the transfer"""


class InventoryTransferStockV1AnswerMoved(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryTransferStockV1Answer(TypedDict):
    transfer: InventoryTransferStockV1AnswerTransfer
    """The posted transfer"""
    movementId: str
    """Canonical id of the movement"""
    moved: InventoryTransferStockV1AnswerMoved
    """Quantity booked"""
    postedAt: str
    """When it was booked"""


INVENTORY_TRANSFER_STOCK_V1: CommandContract[InventoryTransferStockV1Input, InventoryTransferStockV1Answer, Literal["product-not-found", "unit-differs", "lot-required", "lot-not-found", "source-not-found", "destination-not-found", "quantity-too-fine", "goods-not-moved"]] = CommandContract("inventory.transfer-stock.v1")
"""Book goods that were moved from one of our locations to another, as one posted transfer."""


class InventoryQuarantineStockV1Input(TypedDict):
    productId: str
    """What was moved"""
    quantity: str
    """How much, above zero, in the unit `uom`"""
    uom: str
    """The product's own unit, by its English name"""
    lotId: NotRequired[str]
    """Its lot or serial number; needed for goods that are tracked"""
    fromLocationId: str
    """Where it lay"""
    quarantineLocationId: str
    """The warehouse's quality control location, or one below it"""
    reason: str
    """Why; kept as the source document of the transfer"""


class InventoryQuarantineStockV1AnswerTransfer(TypedDict):
    id: str
    """Canonical id of the transfer"""
    number: str
    """Number of the transfer"""


class InventoryQuarantineStockV1AnswerMoved(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryQuarantineStockV1Answer(TypedDict):
    transfer: InventoryQuarantineStockV1AnswerTransfer
    """The posted transfer"""
    movementId: str
    """Canonical id of the movement"""
    moved: InventoryQuarantineStockV1AnswerMoved
    """Quantity booked"""
    postedAt: str
    """When it was booked"""


INVENTORY_QUARANTINE_STOCK_V1: CommandContract[InventoryQuarantineStockV1Input, InventoryQuarantineStockV1Answer, Literal["product-not-found", "unit-differs", "lot-required", "lot-not-found", "source-not-found", "destination-not-found", "quantity-too-fine", "goods-not-moved", "not-a-quarantine-location"]] = CommandContract("inventory.quarantine-stock.v1")
"""Move goods to a warehouse's quality control location. They stay in stock, but away from what is picked. To free them, transfer them back."""


class InventoryAdjustStockV1Input(TypedDict):
    productId: str
    """What was counted"""
    locationId: str
    """Where; one of our own shelves"""
    lotId: NotRequired[str]
    """Its lot or serial number; needed for goods that are tracked"""
    counted: str
    """How much lies there, in the unit `uom`; goods in packages or of another owner are not counted"""
    uom: str
    """The product's own unit, by its English name"""
    expected: NotRequired[str]
    """What the counter believes Odoo knows; refused when it knows something else. Left out: the count is right in any case"""
    newLevel: bool
    """true: Odoo knows of none there so far; false: it knows of some"""


class InventoryAdjustStockV1AnswerOnHand(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryAdjustStockV1Answer(TypedDict):
    stockLevelId: str
    """Canonical id of the stock level"""
    onHand: InventoryAdjustStockV1AnswerOnHand
    """What Odoo knows now"""


INVENTORY_ADJUST_STOCK_V1: CommandContract[InventoryAdjustStockV1Input, InventoryAdjustStockV1Answer, Literal["product-not-found", "unit-differs", "location-not-found", "lot-required", "lot-not-found", "stock-level-not-found", "stock-level-exists", "stock-level-differs", "quantity-too-fine"]] = CommandContract("inventory.adjust-stock.v1")
"""Correct a stock level to what was counted. The difference is booked as a count, with its value."""


class MaintenanceOpenRequestV1Input(TypedDict):
    subject: str
    """What is wrong, or to be done"""
    equipmentId: NotRequired[str]
    """The machine; left out for work on none"""
    kind: Literal["corrective", "preventive"]
    """corrective: it broke; preventive: so that it does not"""
    priority: Literal["very-low", "low", "normal", "high"]
    """How urgent it is"""
    description: NotRequired[str]
    """What else is known"""
    plannedStart: NotRequired[str]
    """When work is planned to begin"""
    externalId: NotRequired[str]
    """Your own key of the request: later commands may name it by that. Only one of your system's has it"""


class MaintenanceOpenRequestV1AnswerRequest(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the request; what goods and costs are booked on"""


class MaintenanceOpenRequestV1AnswerStage(TypedDict):
    id: str
    """Canonical id of the stage"""
    name: str
    """Name of the stage; each company has stages of its own"""
    isFinal: bool
    """Work in this stage is over"""


class MaintenanceOpenRequestV1Answer(TypedDict):
    request: MaintenanceOpenRequestV1AnswerRequest
    """The request"""
    stage: MaintenanceOpenRequestV1AnswerStage
    """Where it stands"""
    closedOn: str | None
    """Day on which it was finished"""


MAINTENANCE_OPEN_REQUEST_V1: CommandContract[MaintenanceOpenRequestV1Input, MaintenanceOpenRequestV1Answer, Literal["equipment-not-found"]] = CommandContract("maintenance.open-request.v1")
"""Ask for maintenance. The request starts in the first stage, with the team and technician of the machine."""


class MaintenanceMoveRequestV1Input(TypedDict):
    requestId: NotRequired[str]
    """The request; or externalId"""
    externalId: NotRequired[str]
    """In place of requestId: the key that your system opened it with"""
    stageId: str
    """The stage; not a final one"""


class MaintenanceMoveRequestV1AnswerRequest(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the request; what goods and costs are booked on"""


class MaintenanceMoveRequestV1AnswerStage(TypedDict):
    id: str
    """Canonical id of the stage"""
    name: str
    """Name of the stage; each company has stages of its own"""
    isFinal: bool
    """Work in this stage is over"""


class MaintenanceMoveRequestV1Answer(TypedDict):
    request: MaintenanceMoveRequestV1AnswerRequest
    """The request"""
    stage: MaintenanceMoveRequestV1AnswerStage
    """Where it stands"""
    closedOn: str | None
    """Day on which it was finished"""


MAINTENANCE_MOVE_REQUEST_V1: CommandContract[MaintenanceMoveRequestV1Input, MaintenanceMoveRequestV1Answer, Literal["request-not-found", "request-closed", "stage-not-found", "stage-is-final"]] = CommandContract("maintenance.move-request.v1")
"""Put a maintenance request into another stage. To finish it, close it."""


class MaintenanceCloseRequestV1Input(TypedDict):
    requestId: NotRequired[str]
    """The request; or externalId"""
    externalId: NotRequired[str]
    """In place of requestId: the key that your system opened it with"""
    stageId: NotRequired[str]
    """A final stage; left out: the first final one, Repaired as a rule"""


class MaintenanceCloseRequestV1AnswerRequest(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """Number of the request; what goods and costs are booked on"""


class MaintenanceCloseRequestV1AnswerStage(TypedDict):
    id: str
    """Canonical id of the stage"""
    name: str
    """Name of the stage; each company has stages of its own"""
    isFinal: bool
    """Work in this stage is over"""


class MaintenanceCloseRequestV1Answer(TypedDict):
    request: MaintenanceCloseRequestV1AnswerRequest
    """The request"""
    stage: MaintenanceCloseRequestV1AnswerStage
    """Where it stands"""
    closedOn: str | None
    """Day on which it was finished"""


MAINTENANCE_CLOSE_REQUEST_V1: CommandContract[MaintenanceCloseRequestV1Input, MaintenanceCloseRequestV1Answer, Literal["request-not-found", "request-closed", "stage-not-found", "stage-not-final"]] = CommandContract("maintenance.close-request.v1")
"""Report that the work of a maintenance request is over."""


class MaintenanceIssueSparePartsV1Input(TypedDict):
    requestId: str
    """The work they are for"""
    productId: str
    """What was moved"""
    quantity: str
    """How much, above zero, in the unit `uom`"""
    uom: str
    """The product's own unit, by its English name"""
    lotId: NotRequired[str]
    """Its lot or serial number; needed for goods that are tracked"""
    fromLocationId: str
    """Where it lay"""
    consumptionLocationId: str
    """Where consumed goods go: a location of the kind production (or loss) of the same company, as the company's Production"""


class MaintenanceIssueSparePartsV1AnswerTransfer(TypedDict):
    id: str
    """Canonical id of the transfer"""
    number: str
    """Number of the transfer"""


class MaintenanceIssueSparePartsV1AnswerMoved(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class MaintenanceIssueSparePartsV1Answer(TypedDict):
    transfer: MaintenanceIssueSparePartsV1AnswerTransfer
    """The posted transfer"""
    movementId: str
    """Canonical id of the movement"""
    moved: MaintenanceIssueSparePartsV1AnswerMoved
    """Quantity booked"""
    postedAt: str
    """When it was booked"""


MAINTENANCE_ISSUE_SPARE_PARTS_V1: CommandContract[MaintenanceIssueSparePartsV1Input, MaintenanceIssueSparePartsV1Answer, Literal["product-not-found", "unit-differs", "lot-required", "lot-not-found", "source-not-found", "destination-not-found", "quantity-too-fine", "goods-not-moved", "request-not-found", "request-put-away"]] = CommandContract("maintenance.issue-spare-parts.v1")
"""Book spare parts that were used for a maintenance request. They leave the stock, with their value."""


class MaintenancePostCostV1InputCost(TypedDict):
    amount: str
    """Decimal string, above zero"""
    currency: str
    """ISO 4217; the company's own currency"""


class MaintenancePostCostV1InputLabour(TypedDict):
    employeeId: str
    """Who worked"""
    hours: str
    """How long"""


class MaintenancePostCostV1Input(TypedDict):
    requestId: str
    """The work that cost it"""
    costCentreId: str
    """The analytic account that bears it"""
    description: str
    """What it was"""
    day: str
    """Day on which it arose"""
    cost: MaintenancePostCostV1InputCost
    """What it cost"""
    labour: NotRequired[MaintenancePostCostV1InputLabour]
    """For hours of one of our people; left out for outside costs"""
    externalId: NotRequired[str]
    """Your own key of the cost: later commands may name it by that. Only one of your system's has it"""


class MaintenancePostCostV1AnswerCost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class MaintenancePostCostV1Answer(TypedDict):
    costId: str
    """Canonical id of the booked cost"""
    requestNumber: str
    """Number of the request it is booked on"""
    cost: MaintenancePostCostV1AnswerCost
    """What was booked"""


MAINTENANCE_POST_COST_V1: CommandContract[MaintenancePostCostV1Input, MaintenancePostCostV1Answer, Literal["request-not-found", "currency-differs", "cost-centre-not-found", "employee-not-found"]] = CommandContract("maintenance.post-cost.v1")
"""Book what a maintenance request cost on an analytic account. It is no entry in the ledger: bills and wages come there by themselves."""


class ManufacturingReleaseProductionOrderV1Input(TypedDict):
    productionOrderId: str
    """The order to release"""


class ManufacturingReleaseProductionOrderV1AnswerProductionOrder(TypedDict):
    id: str
    """Canonical id of the production order"""
    number: str
    """Number of the production order"""


class ManufacturingReleaseProductionOrderV1Answer(TypedDict):
    productionOrder: ManufacturingReleaseProductionOrderV1AnswerProductionOrder
    """The order"""
    state: Literal["draft", "released", "started", "produced", "completed", "cancelled"]
    """released, as a rule"""
    startAt: str
    """Planned start"""


MANUFACTURING_RELEASE_PRODUCTION_ORDER_V1: CommandContract[ManufacturingReleaseProductionOrderV1Input, ManufacturingReleaseProductionOrderV1Answer, Literal["production-order-not-found", "production-order-not-releasable"]] = CommandContract("manufacturing.release-production-order.v1")
"""Confirm a planned production order: its components are asked for, its work orders may start."""


class ManufacturingReportProductionV1InputConsumed(TypedDict):
    componentId: str
    """The component of the order"""
    quantity: str
    """How much was used, in the component's unit; zero for none"""


class ManufacturingReportProductionV1Input(TypedDict):
    productionOrderId: str
    """The order"""
    productId: str
    """What was made; the product of the order"""
    quantity: str
    """How much was made, above zero, in the unit `uom`"""
    uom: str
    """The unit of the order, by its English name"""
    lotIds: NotRequired[list[str]]
    """Lot or serial numbers that exist already; one for a lot, as many as pieces for serial numbers"""
    newLots: NotRequired[list[str]]
    """Lot or serial numbers to be created"""
    consumed: NotRequired[list[ManufacturingReportProductionV1InputConsumed]]
    """What was used where it differs from the bill of materials; the other components are used as it says"""
    backOrder: bool
    """true: what is left to make stays ordered, in a back-order; false: it is given up"""


class ManufacturingReportProductionV1AnswerProductionOrder(TypedDict):
    id: str
    """Canonical id of the production order"""
    number: str
    """Number of the production order"""


class ManufacturingReportProductionV1AnswerProduced(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingReportProductionV1AnswerLot(TypedDict):
    id: str
    """Canonical id of the lot or serial number"""
    number: str
    """Lot or serial number as it is printed on the goods"""


class ManufacturingReportProductionV1AnswerBackOrder(TypedDict):
    id: str
    """Canonical id of the production order"""
    number: str
    """Number of the production order"""


class ManufacturingReportProductionV1Answer(TypedDict):
    productionOrder: ManufacturingReportProductionV1AnswerProductionOrder
    """The order"""
    state: Literal["draft", "released", "started", "produced", "completed", "cancelled"]
    """completed"""
    produced: ManufacturingReportProductionV1AnswerProduced
    """Quantity booked into stock"""
    lots: list[ManufacturingReportProductionV1AnswerLot]
    """Under these numbers"""
    backOrder: ManufacturingReportProductionV1AnswerBackOrder | None
    """The order for the rest; null when there is none"""


MANUFACTURING_REPORT_PRODUCTION_V1: CommandContract[ManufacturingReportProductionV1Input, ManufacturingReportProductionV1Answer, Literal["production-order-not-found", "production-order-not-open", "product-differs", "unit-differs", "quantity-exceeds-order", "quantity-too-fine", "lot-required", "lot-not-found", "lot-exists", "component-not-found", "consumption-not-allowed"]] = CommandContract("manufacturing.report-production.v1")
"""Book what a production order made and used, and close it. What is left to make may stay ordered in a back-order."""


class ManufacturingFinishWorkOrderV1Input(TypedDict):
    workOrderId: str
    """The work order"""
    quantity: NotRequired[str]
    """How much went through, in the unit of the production order; left out: all that was entered, or the whole order"""
    spentMinutes: NotRequired[str]
    """How long it took; left out: what the work centre's clock measured"""


class ManufacturingFinishWorkOrderV1AnswerWorkOrder(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """What was done"""


class ManufacturingFinishWorkOrderV1AnswerProductionOrder(TypedDict):
    id: str
    """Canonical id of the production order"""
    number: str
    """Number of the production order"""


class ManufacturingFinishWorkOrderV1AnswerProduced(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ManufacturingFinishWorkOrderV1Answer(TypedDict):
    workOrder: ManufacturingFinishWorkOrderV1AnswerWorkOrder
    """The work order"""
    state: Literal["waiting", "ready", "started", "finished", "cancelled"]
    """finished"""
    productionOrder: ManufacturingFinishWorkOrderV1AnswerProductionOrder
    """The order it belongs to"""
    produced: ManufacturingFinishWorkOrderV1AnswerProduced
    """Quantity that went through"""
    spentMinutes: str
    """How long it took"""
    finishedAt: str | None
    """When it was finished"""


MANUFACTURING_FINISH_WORK_ORDER_V1: CommandContract[ManufacturingFinishWorkOrderV1Input, ManufacturingFinishWorkOrderV1Answer, Literal["work-order-not-found", "production-order-not-open", "work-order-not-open", "work-centre-blocked", "quantity-exceeds-order"]] = CommandContract("manufacturing.finish-work-order.v1")
"""Report an operation of a production order as done. The production order itself stays open until production is reported."""


class ManufacturingHoldProductionOrderV1Input(TypedDict):
    productionOrderId: str
    """The order to hold"""
    reason: str
    """Why; shown on the order"""


class ManufacturingHoldProductionOrderV1AnswerProductionOrder(TypedDict):
    id: str
    """Canonical id of the production order"""
    number: str
    """Number of the production order"""


class ManufacturingHoldProductionOrderV1Answer(TypedDict):
    productionOrder: ManufacturingHoldProductionOrderV1AnswerProductionOrder
    """The order"""
    state: Literal["draft", "released", "started", "produced", "completed", "cancelled"]
    """Unchanged: Odoo has no state for an order on hold"""
    pausedWorkOrders: list[str]
    """Canonical ids of the work orders whose clocks were stopped"""


MANUFACTURING_HOLD_PRODUCTION_ORDER_V1: CommandContract[ManufacturingHoldProductionOrderV1Input, ManufacturingHoldProductionOrderV1Answer, Literal["production-order-not-found", "production-order-not-open"]] = CommandContract("manufacturing.hold-production-order.v1")
"""Stop work on a production order: running clocks are stopped, reserved components are given back, and the order shows an exception with the reason. Odoo does not keep anybody from going on."""


class ProcurementRequestPurchaseV1InputLine(TypedDict):
    productId: str
    """The product"""
    quantity: str
    """Quantity, above zero, in the product's own unit"""


class ProcurementRequestPurchaseV1Input(TypedDict):
    supplierId: str
    """Whom to buy from"""
    reference: str
    """The requester's own number; becomes the origin of the order"""
    neededAt: str
    """When the goods are needed"""
    lines: list[ProcurementRequestPurchaseV1InputLine]
    """What is needed"""
    externalId: NotRequired[str]
    """Your own key of the order: later commands may name it by that. Only one of your system's has it"""


class ProcurementRequestPurchaseV1AnswerPurchaseOrder(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """The buyer's order number"""


class ProcurementRequestPurchaseV1AnswerLineQuantity(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementRequestPurchaseV1AnswerLine(TypedDict):
    lineId: str
    """The line of the order"""
    productId: str
    """The product"""
    quantity: ProcurementRequestPurchaseV1AnswerLineQuantity
    """Quantity"""


class ProcurementRequestPurchaseV1Answer(TypedDict):
    purchaseOrder: ProcurementRequestPurchaseV1AnswerPurchaseOrder
    """The draft"""
    state: Literal["draft", "quotation-requested", "awaiting-approval", "approved", "cancelled"]
    """draft"""
    lines: list[ProcurementRequestPurchaseV1AnswerLine]
    """The lines of the draft"""


PROCUREMENT_REQUEST_PURCHASE_V1: CommandContract[ProcurementRequestPurchaseV1Input, ProcurementRequestPurchaseV1Answer, Literal["supplier-not-found", "product-not-purchasable", "quantity-too-fine"]] = CommandContract("procurement.request-purchase.v1")
"""Ask for goods: a draft purchase order is made, at the prices that Odoo knows. A buyer or confirm-purchase-order takes it further."""


class ProcurementConfirmPurchaseOrderV1Input(TypedDict):
    purchaseOrderId: str
    """The order to confirm"""


class ProcurementConfirmPurchaseOrderV1AnswerPurchaseOrder(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """The buyer's order number"""


class ProcurementConfirmPurchaseOrderV1Answer(TypedDict):
    purchaseOrder: ProcurementConfirmPurchaseOrderV1AnswerPurchaseOrder
    """The order"""
    state: Literal["draft", "quotation-requested", "awaiting-approval", "approved", "cancelled"]
    """approved, or awaiting-approval when Odoo's second approval applies"""
    approvedAt: str | None
    """null while an approval is awaited"""


PROCUREMENT_CONFIRM_PURCHASE_ORDER_V1: CommandContract[ProcurementConfirmPurchaseOrderV1Input, ProcurementConfirmPurchaseOrderV1Answer, Literal["purchase-order-not-found", "purchase-order-not-confirmable", "purchase-order-not-confirmed"]] = CommandContract("procurement.confirm-purchase-order.v1")
"""Confirm a draft or requested purchase order. Where Odoo asks for a second approval, the order waits for a person there."""


class ProcurementAcknowledgePurchaseOrderV1InputLine(TypedDict):
    lineId: str
    """The line of the order"""
    expectedAt: str
    """When the supplier will deliver it"""


class ProcurementAcknowledgePurchaseOrderV1Input(TypedDict):
    purchaseOrderId: str
    """The order"""
    supplierReference: NotRequired[str]
    """The supplier's own number of the order"""
    lines: list[ProcurementAcknowledgePurchaseOrderV1InputLine]
    """Dates that the supplier promises; the dates of lines not named here stay"""


class ProcurementAcknowledgePurchaseOrderV1AnswerPurchaseOrder(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """The buyer's order number"""


class ProcurementAcknowledgePurchaseOrderV1AnswerLine(TypedDict):
    lineId: str
    """The line of the order"""
    expectedAt: str | None
    """When it is expected now"""


class ProcurementAcknowledgePurchaseOrderV1Answer(TypedDict):
    purchaseOrder: ProcurementAcknowledgePurchaseOrderV1AnswerPurchaseOrder
    """The order"""
    acknowledged: bool
    """true"""
    lines: list[ProcurementAcknowledgePurchaseOrderV1AnswerLine]
    """All lines of the order that have a date"""


PROCUREMENT_ACKNOWLEDGE_PURCHASE_ORDER_V1: CommandContract[ProcurementAcknowledgePurchaseOrderV1Input, ProcurementAcknowledgePurchaseOrderV1Answer, Literal["purchase-order-not-found", "purchase-order-not-approved", "purchase-order-locked", "purchase-order-line-not-found", "purchase-order-not-acknowledged"]] = CommandContract("procurement.acknowledge-purchase-order.v1")
"""Record that the supplier has the order, and the dates it promises. The expected receipts get these dates. May be sent again when the dates change."""


class ProcurementCancelPurchaseOrderV1Input(TypedDict):
    purchaseOrderId: str
    """The order to cancel"""


class ProcurementCancelPurchaseOrderV1AnswerPurchaseOrder(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """The buyer's order number"""


class ProcurementCancelPurchaseOrderV1Answer(TypedDict):
    purchaseOrder: ProcurementCancelPurchaseOrderV1AnswerPurchaseOrder
    """The order"""
    state: Literal["draft", "quotation-requested", "awaiting-approval", "approved", "cancelled"]
    """cancelled"""


PROCUREMENT_CANCEL_PURCHASE_ORDER_V1: CommandContract[ProcurementCancelPurchaseOrderV1Input, ProcurementCancelPurchaseOrderV1Answer, Literal["purchase-order-not-found", "purchase-order-already-cancelled", "purchase-order-locked", "goods-already-received", "order-already-billed", "purchase-order-not-cancelled"]] = CommandContract("procurement.cancel-purchase-order.v1")
"""Withdraw a purchase order of which nothing was received or billed. Its expected receipts are cancelled, too."""


class ProcurementReceiveGoodsV1InputLine(TypedDict):
    lineId: str
    """The line of the order"""
    quantity: str
    """Quantity that arrived, above zero, in the unit `uom`"""
    uom: NotRequired[str]
    """The unit the warehouse counts this product in, by its English name. May be left out only where the order and the warehouse count in basic units (pieces); otherwise the command is refused with unit-required."""


class ProcurementReceiveGoodsV1Input(TypedDict):
    purchaseOrderId: str
    """The order the goods came for"""
    lines: list[ProcurementReceiveGoodsV1InputLine]
    """What arrived; lines not named here did not arrive"""
    deliveryNote: NotRequired[str]
    """The supplier's delivery note; kept on the receipt"""
    backOrder: bool
    """true: what is still open stays expected, in a back-order; false: it is cancelled"""


class ProcurementReceiveGoodsV1AnswerReceipt(TypedDict):
    id: str
    """Canonical id of the receipt"""
    number: str
    """Number of the receipt"""


class ProcurementReceiveGoodsV1AnswerLineReceived(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementReceiveGoodsV1AnswerLine(TypedDict):
    lineId: str
    """The line of the order"""
    received: ProcurementReceiveGoodsV1AnswerLineReceived
    """Quantity posted by this command"""


class ProcurementReceiveGoodsV1AnswerBackOrder(TypedDict):
    id: str
    """Canonical id of the receipt"""
    number: str
    """Number of the receipt"""


class ProcurementReceiveGoodsV1Answer(TypedDict):
    purchaseOrderId: str
    """The order the goods came for"""
    receipt: ProcurementReceiveGoodsV1AnswerReceipt
    """The posted receipt"""
    postedAt: str
    """When it was posted"""
    lines: list[ProcurementReceiveGoodsV1AnswerLine]
    """What was posted"""
    backOrder: ProcurementReceiveGoodsV1AnswerBackOrder | None
    """The receipt that expects the rest; null when nothing is expected"""


PROCUREMENT_RECEIVE_GOODS_V1: CommandContract[ProcurementReceiveGoodsV1Input, ProcurementReceiveGoodsV1Answer, Literal["purchase-order-not-found", "purchase-order-not-approved", "purchase-order-line-not-found", "line-not-receivable", "quantity-exceeds-open", "quantity-too-fine", "lines-in-several-receipts", "line-needs-a-person", "product-is-tracked", "unit-required", "unit-differs", "back-order-not-possible", "receipt-not-posted"]] = CommandContract("procurement.receive-goods.v1")
"""Post the goods that arrived for a confirmed purchase order, in full or in part, as one goods receipt."""


class ProcurementPostVendorBillV1Input(TypedDict):
    purchaseOrderId: str
    """The order that is billed"""
    supplierNumber: str
    """The supplier's own number of the bill"""
    issuedOn: str
    """Date on the bill"""
    total: str
    """Total of the bill including tax"""
    currency: str
    """ISO 4217; must be the currency of the order"""


class ProcurementPostVendorBillV1AnswerBill(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Number in our books; null while it is a draft"""


class ProcurementPostVendorBillV1AnswerTotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPostVendorBillV1Answer(TypedDict):
    bill: ProcurementPostVendorBillV1AnswerBill
    """The bill in our books"""
    supplierNumber: str
    """The supplier's own number of the bill"""
    paymentState: Literal["unpaid", "partly-paid", "in-payment", "paid", "reversed", "blocked", "unknown"]
    """unpaid, as a rule"""
    dueOn: str | None
    """Day by which it is to be paid"""
    total: ProcurementPostVendorBillV1AnswerTotal
    """Total including tax"""


PROCUREMENT_POST_VENDOR_BILL_V1: CommandContract[ProcurementPostVendorBillV1Input, ProcurementPostVendorBillV1Answer, Literal["purchase-order-not-found", "purchase-order-not-approved", "nothing-to-bill", "currency-differs", "bill-already-known", "bill-not-drafted", "total-differs", "bill-not-posted"]] = CommandContract("procurement.post-vendor-bill.v1")
"""Enter a supplier's bill for what was received of an order. Order, receipt and bill must agree to the cent, else nothing is entered."""


class ProjectsCreateProjectV1Input(TypedDict):
    name: str
    """Name; no other running project has it"""
    customerId: NotRequired[str]
    """The party the work is done for; the work can be billed to it"""
    managerId: NotRequired[str]
    """The project manager"""
    companyId: NotRequired[str]
    """The company of ours that does the work; else every company sees the project"""
    startsOn: NotRequired[str]
    """Planned first day; only together with the last one"""
    endsOn: NotRequired[str]
    """Planned last day; only together with the first one"""
    budgetedHours: NotRequired[str]
    """Hours planned for the whole project"""
    externalId: NotRequired[str]
    """Your own key of the project: later commands may name it by that. Only one of your system's has it"""


class ProjectsCreateProjectV1AnswerProject(TypedDict):
    id: str
    """Canonical id of the project"""
    name: str
    """Name of the project"""


class ProjectsCreateProjectV1AnswerCostCode(TypedDict):
    id: str
    """Canonical id of the analytic account"""
    code: str | None
    """Code of the account"""
    name: str
    """Name of the account"""


class ProjectsCreateProjectV1Answer(TypedDict):
    project: ProjectsCreateProjectV1AnswerProject
    """The new project"""
    costCode: ProjectsCreateProjectV1AnswerCostCode | None
    """"""


PROJECTS_CREATE_PROJECT_V1: CommandContract[ProjectsCreateProjectV1Input, ProjectsCreateProjectV1Answer, Literal["customer-not-found", "manager-not-found", "company-not-found", "project-name-used"]] = CommandContract("projects.create-project.v1")
"""Set up a project. It is planned, not active: that is told by its first status."""


class ProjectsLogTimesheetV1Input(TypedDict):
    projectId: str
    """The project"""
    taskId: NotRequired[str]
    """The task, of this project"""
    employeeId: str
    """Who worked"""
    workedOn: str
    """Day of the work"""
    hours: str
    """Hours worked on that day, above 0 and up to 24"""
    description: NotRequired[str]
    """What was done"""
    externalId: NotRequired[str]
    """Your own key of the entry: later commands may name it by that. Only one of your system's has it"""


class ProjectsLogTimesheetV1AnswerWorked(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProjectsLogTimesheetV1Answer(TypedDict):
    timesheetId: str
    """Canonical id of the entry"""
    workedOn: str
    """Day of the work"""
    worked: ProjectsLogTimesheetV1AnswerWorked
    """Time entered"""


PROJECTS_LOG_TIMESHEET_V1: CommandContract[ProjectsLogTimesheetV1Input, ProjectsLogTimesheetV1Answer, Literal["project-not-found", "project-closed", "project-takes-no-timesheets", "task-not-in-project", "employee-not-found", "hours-not-kept"]] = CommandContract("projects.log-timesheet.v1")
"""Enter time that an employee worked on a project. Its cost follows from the employee's hourly cost in Odoo."""


class ProjectsLogEquipmentUsageV1InputHourlyCost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217; the company's currency"""


class ProjectsLogEquipmentUsageV1Input(TypedDict):
    projectId: str
    """The project that is charged"""
    equipmentId: str
    """The equipment that was used"""
    usedOn: str
    """Day of the use"""
    hours: str
    """Hours of use, above zero"""
    hourlyCost: ProjectsLogEquipmentUsageV1InputHourlyCost
    """What an hour costs the project: Odoo keeps no such rate for equipment"""
    description: NotRequired[str]
    """What it was used for"""
    externalId: NotRequired[str]
    """Your own key of the entry: later commands may name it by that. Only one of your system's has it"""


class ProjectsLogEquipmentUsageV1AnswerCost(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsLogEquipmentUsageV1Answer(TypedDict):
    usageId: str
    """Canonical id of the entry"""
    cost: ProjectsLogEquipmentUsageV1AnswerCost
    """What was charged"""


PROJECTS_LOG_EQUIPMENT_USAGE_V1: CommandContract[ProjectsLogEquipmentUsageV1Input, ProjectsLogEquipmentUsageV1Answer, Literal["project-not-found", "project-closed", "project-has-no-cost-code", "equipment-not-found", "currency-differs"]] = CommandContract("projects.log-equipment-usage.v1")
"""Charge the use of equipment to a project, as an entry on the account of its costs."""


class ProjectsOpenRfiV1Input(TypedDict):
    projectId: str
    """The project"""
    question: str
    """What is asked"""
    responsibleId: NotRequired[str]
    """Who is to answer"""
    answerDueAt: NotRequired[str]
    """When the answer is needed"""
    externalId: NotRequired[str]
    """Your own key of the request: later commands may name it by that. Only one of your system's has it"""


class ProjectsOpenRfiV1Answer(TypedDict):
    rfiId: str
    """Canonical id of the request"""
    question: str
    """What is asked"""
    state: Literal["open", "answered", "withdrawn"]
    """Where the request stands"""


PROJECTS_OPEN_RFI_V1: CommandContract[ProjectsOpenRfiV1Input, ProjectsOpenRfiV1Answer, Literal["project-not-found", "project-closed", "rfi-not-set-up", "responsible-not-found"]] = CommandContract("projects.open-rfi.v1")
"""Ask a question about a project that somebody has to answer."""


class ProjectsAnswerRfiV1Input(TypedDict):
    rfiId: str
    """The request"""
    answer: str
    """The answer, as plain text"""


class ProjectsAnswerRfiV1Answer(TypedDict):
    rfiId: str
    """Canonical id of the request"""
    question: str
    """What is asked"""
    state: Literal["open", "answered", "withdrawn"]
    """Where the request stands"""


PROJECTS_ANSWER_RFI_V1: CommandContract[ProjectsAnswerRfiV1Input, ProjectsAnswerRfiV1Answer, Literal["rfi-not-found", "rfi-not-open"]] = CommandContract("projects.answer-rfi.v1")
"""Answer a request for information: the answer becomes a message on it, its followers are told, and it is done."""


class SalesPlaceOrderV1InputLine(TypedDict):
    productId: str
    """The product"""
    quantity: str
    """Quantity wanted, above zero, in the unit `uom`"""
    uom: NotRequired[str]
    """The unit we sell the product in, by its English name. May be left out only where that is a basic unit (pieces); otherwise the command is refused with unit-required."""


class SalesPlaceOrderV1InputExpectedTotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesPlaceOrderV1Input(TypedDict):
    customerId: str
    """Who orders: a legal party, or a contact of one"""
    deliverToId: NotRequired[str]
    """Where the goods go: an address of the customer; else the customer's usual one"""
    customerReference: NotRequired[str]
    """The customer's own reference, one order each"""
    requestedAt: NotRequired[str]
    """When the customer wants the goods"""
    lines: list[SalesPlaceOrderV1InputLine]
    """What is ordered, at the prices of the customer's price list"""
    expectedTotal: NotRequired[SalesPlaceOrderV1InputExpectedTotal]
    """The total including tax that the customer was shown; where Odoo comes to another, nothing is ordered"""
    externalId: NotRequired[str]
    """Your own key of the order: later commands may name it by that. Only one of your system's has it"""


class SalesPlaceOrderV1AnswerOrder(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Our order number"""


class SalesPlaceOrderV1AnswerTotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class SalesPlaceOrderV1Answer(TypedDict):
    order: SalesPlaceOrderV1AnswerOrder
    """The new order"""
    state: Literal["quotation", "quotation-sent", "confirmed", "cancelled"]
    """quotation: not confirmed yet"""
    total: SalesPlaceOrderV1AnswerTotal
    """Total including tax"""


SALES_PLACE_ORDER_V1: CommandContract[SalesPlaceOrderV1Input, SalesPlaceOrderV1Answer, Literal["customer-not-found", "delivery-address-not-of-customer", "customer-reference-used", "product-not-found", "product-not-for-sale", "unit-required", "unit-differs", "quantity-too-fine", "total-differs"]] = CommandContract("sales.place-order.v1")
"""Enter a customer's order, as a quotation at the customer's prices. It binds nobody before confirm-order."""


class SalesConfirmOrderV1Input(TypedDict):
    orderId: str
    """The quotation to confirm"""


class SalesConfirmOrderV1AnswerOrder(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Our order number"""


class SalesConfirmOrderV1Answer(TypedDict):
    order: SalesConfirmOrderV1AnswerOrder
    """The order"""
    state: Literal["quotation", "quotation-sent", "confirmed", "cancelled"]
    """confirmed"""
    confirmedAt: str
    """When it was confirmed"""


SALES_CONFIRM_ORDER_V1: CommandContract[SalesConfirmOrderV1Input, SalesConfirmOrderV1Answer, Literal["order-not-confirmable", "order-has-no-lines"]] = CommandContract("sales.confirm-order.v1")
"""Confirm a quotation: it becomes an order, goods are reserved or procured and services are planned."""


class SalesCancelOrderV1Input(TypedDict):
    orderId: str
    """The quotation or order to withdraw"""


class SalesCancelOrderV1AnswerOrder(TypedDict):
    id: str
    """Canonical id of the order"""
    number: str
    """Our order number"""


class SalesCancelOrderV1Answer(TypedDict):
    order: SalesCancelOrderV1AnswerOrder
    """The order"""
    state: Literal["quotation", "quotation-sent", "confirmed", "cancelled"]
    """cancelled"""


SALES_CANCEL_ORDER_V1: CommandContract[SalesCancelOrderV1Input, SalesCancelOrderV1Answer, Literal["order-not-cancellable", "order-locked", "order-delivered", "order-invoiced"]] = CommandContract("sales.cancel-order.v1")
"""Withdraw a quotation or an order; what is planned for it is cancelled, too. Not once goods left or an invoice was posted."""


class FinanceInvoiceStatusV1Input(TypedDict):
    invoiceId: str
    """The invoice, bill, credit note or receipt"""


class FinanceInvoiceStatusV1AnswerParty(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class FinanceInvoiceStatusV1AnswerGross(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceInvoiceStatusV1AnswerOpen(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class FinanceInvoiceStatusV1Answer(TypedDict):
    id: str
    """Canonical id"""
    number: str | None
    """Our number; null while it is a draft that has none"""
    kind: Literal["customer-invoice", "customer-credit-note", "customer-receipt", "vendor-bill", "vendor-credit-note", "vendor-receipt"]
    """Invoice, bill, credit note or receipt"""
    state: Literal["draft", "posted", "cancelled"]
    """Only a posted one is owed"""
    payment: Literal["unpaid", "partly-paid", "in-payment", "paid", "reversed", "blocked", "settled-elsewhere"]
    """How far it is paid; in-payment: paid, and the bank has not confirmed it yet"""
    party: FinanceInvoiceStatusV1AnswerParty
    """The customer or the supplier"""
    reference: str | None
    """The party's own reference, a vendor's bill number"""
    issuedOn: str | None
    """Day of the invoice"""
    dueOn: str | None
    """Day on which the last of it is due"""
    gross: FinanceInvoiceStatusV1AnswerGross
    """Total including tax"""
    open: FinanceInvoiceStatusV1AnswerOpen
    """What is still to be paid"""


FINANCE_INVOICE_STATUS_V1: QueryContract[FinanceInvoiceStatusV1Input, FinanceInvoiceStatusV1Answer, Literal["invoice-not-found"]] = QueryContract("finance.invoice-status.v1")
"""Whether an invoice, bill or credit note is posted, when it is due and what of it is still to be paid."""


class InventoryStockAvailabilityV1Input(TypedDict):
    productId: str
    """The product"""
    locationId: NotRequired[str]
    """Only this location and those below it"""


class InventoryStockAvailabilityV1AnswerProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class InventoryStockAvailabilityV1AnswerOnHand(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockAvailabilityV1AnswerReserved(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockAvailabilityV1AnswerAvailable(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockAvailabilityV1AnswerPlaceLocation(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """Full name, from the warehouse down"""


class InventoryStockAvailabilityV1AnswerPlaceOnHand(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockAvailabilityV1AnswerPlaceReserved(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockAvailabilityV1AnswerPlaceAvailable(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class InventoryStockAvailabilityV1AnswerPlace(TypedDict):
    location: InventoryStockAvailabilityV1AnswerPlaceLocation
    """The location"""
    onHand: InventoryStockAvailabilityV1AnswerPlaceOnHand
    """What is there"""
    reserved: InventoryStockAvailabilityV1AnswerPlaceReserved
    """What of it is promised to a transfer"""
    available: InventoryStockAvailabilityV1AnswerPlaceAvailable
    """What is there and not promised; below zero when more left than was there"""


class InventoryStockAvailabilityV1Answer(TypedDict):
    product: InventoryStockAvailabilityV1AnswerProduct
    """A product"""
    onHand: InventoryStockAvailabilityV1AnswerOnHand
    """What is there"""
    reserved: InventoryStockAvailabilityV1AnswerReserved
    """What of it is promised to a transfer"""
    available: InventoryStockAvailabilityV1AnswerAvailable
    """What is there and not promised; below zero when more left than was there"""
    places: list[InventoryStockAvailabilityV1AnswerPlace]
    """The same by location, our own locations only; lots and packages added up"""


INVENTORY_STOCK_AVAILABILITY_V1: QueryContract[InventoryStockAvailabilityV1Input, InventoryStockAvailabilityV1Answer, Literal["product-not-found", "location-not-found"]] = QueryContract("inventory.stock-availability.v1")
"""How much of a product is on hand, reserved and free, in total and by location."""


class MaintenanceEquipmentByAssetTagV1Input(TypedDict):
    assetTag: str
    """What the plate says; upper and lower case matter"""


class MaintenanceEquipmentByAssetTagV1AnswerSupplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class MaintenanceEquipmentByAssetTagV1AnswerOpenWork(TypedDict):
    id: str
    """Canonical id"""
    subject: str
    """What is to be done"""
    kind: Literal["corrective", "preventive"]
    """Repair of a failure, or planned care"""
    stage: str
    """Where the work stands, in the words of the maintenance team"""


class MaintenanceEquipmentByAssetTagV1Answer(TypedDict):
    id: str
    """Canonical id"""
    assetTag: str
    """The tag, as it was asked for"""
    name: str
    """English name"""
    model: str | None
    """The maker's model"""
    category: str | None
    """Kind of equipment"""
    team: str | None
    """The maintenance team that cares for it"""
    technician: str | None
    """The person who cares for it"""
    supplier: MaintenanceEquipmentByAssetTagV1AnswerSupplier | None
    """The party it was bought from"""
    warrantyUntil: str | None
    """Last day of the warranty"""
    scrappedOn: str | None
    """Day on which it was scrapped"""
    active: bool
    """false when archived"""
    openWork: list[MaintenanceEquipmentByAssetTagV1AnswerOpenWork]
    """Work that is asked for and not finished"""


MAINTENANCE_EQUIPMENT_BY_ASSET_TAG_V1: QueryContract[MaintenanceEquipmentByAssetTagV1Input, MaintenanceEquipmentByAssetTagV1Answer, Literal["equipment-not-found"]] = QueryContract("maintenance.equipment-by-asset-tag.v1")
"""The equipment that carries a tag, who cares for it, and the work that is open on it."""


class ProcurementPurchaseOrderStatusV1Input(TypedDict):
    purchaseOrderId: str
    """The order"""


class ProcurementPurchaseOrderStatusV1AnswerSupplier(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProcurementPurchaseOrderStatusV1AnswerGross(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProcurementPurchaseOrderStatusV1AnswerLineProduct(TypedDict):
    id: str
    """Canonical id"""
    code: str | None
    """The buyer's own product code"""
    barcode: str | None
    """GTIN or other barcode"""
    name: str
    """English name"""


class ProcurementPurchaseOrderStatusV1AnswerLineOrdered(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderStatusV1AnswerLineReceived(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderStatusV1AnswerLineBilled(TypedDict):
    value: str
    """Decimal string"""
    uom: str | None
    """The unit's English name; null where Odoo keeps none"""


class ProcurementPurchaseOrderStatusV1AnswerLine(TypedDict):
    id: str
    """Canonical id of the line"""
    product: ProcurementPurchaseOrderStatusV1AnswerLineProduct | None
    """null for a line without a product"""
    ordered: ProcurementPurchaseOrderStatusV1AnswerLineOrdered
    """Quantity ordered"""
    received: ProcurementPurchaseOrderStatusV1AnswerLineReceived
    """Quantity received so far"""
    billed: ProcurementPurchaseOrderStatusV1AnswerLineBilled
    """Quantity billed so far"""
    expectedAt: str | None
    """When the goods are expected"""


class ProcurementPurchaseOrderStatusV1Answer(TypedDict):
    id: str
    """Canonical id"""
    number: str
    """The buyer's order number"""
    supplierReference: str | None
    """The supplier's own reference for this order"""
    state: Literal["draft", "quotation-requested", "awaiting-approval", "approved", "cancelled"]
    """Where the order stands"""
    receipt: Literal["not-received", "partly-received", "received"] | None
    """What arrived; null when no goods are to be received"""
    billing: Literal["nothing-to-bill", "to-bill", "billed"]
    """Whether something received is still to be billed"""
    supplier: ProcurementPurchaseOrderStatusV1AnswerSupplier
    """The legal party the order is placed with"""
    approvedAt: str | None
    """When the order was approved"""
    expectedAt: str | None
    """When the first goods are expected"""
    gross: ProcurementPurchaseOrderStatusV1AnswerGross
    """Total including tax"""
    lines: list[ProcurementPurchaseOrderStatusV1AnswerLine]
    """The lines; sections and notes left out"""


PROCUREMENT_PURCHASE_ORDER_STATUS_V1: QueryContract[ProcurementPurchaseOrderStatusV1Input, ProcurementPurchaseOrderStatusV1Answer, Literal["purchase-order-not-found"]] = QueryContract("procurement.purchase-order-status.v1")
"""Where a purchase order stands: its state, what was received and billed of each line, and when the rest is expected."""


class ProjectsProjectCostSummaryV1Input(TypedDict):
    projectId: str
    """The project"""


class ProjectsProjectCostSummaryV1AnswerCustomer(TypedDict):
    id: str
    """Canonical id"""
    name: str | None
    """Name"""
    reference: str | None
    """Our reference for this party"""


class ProjectsProjectCostSummaryV1AnswerBookLabour(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsProjectCostSummaryV1AnswerBookPurchases(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsProjectCostSummaryV1AnswerBookOther(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsProjectCostSummaryV1AnswerBookTotal(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsProjectCostSummaryV1AnswerBookRevenue(TypedDict):
    amount: str
    """Decimal string"""
    currency: str
    """ISO 4217"""


class ProjectsProjectCostSummaryV1AnswerBook(TypedDict):
    currency: str
    """ISO 4217; the currency of the company that booked"""
    labour: ProjectsProjectCostSummaryV1AnswerBookLabour
    """Cost of the hours logged; tells hourly costs where one person worked alone"""
    purchases: ProjectsProjectCostSummaryV1AnswerBookPurchases
    """What vendors' bills cost"""
    other: ProjectsProjectCostSummaryV1AnswerBookOther
    """All other costs booked on the project"""
    total: ProjectsProjectCostSummaryV1AnswerBookTotal
    """All costs together"""
    revenue: ProjectsProjectCostSummaryV1AnswerBookRevenue
    """What was invoiced to the customer or otherwise earned"""


class ProjectsProjectCostSummaryV1Answer(TypedDict):
    id: str
    """Canonical id"""
    name: str
    """English name"""
    customer: ProjectsProjectCostSummaryV1AnswerCustomer | None
    """The legal party it is done for"""
    plannedHours: str
    """Hours planned"""
    loggedHours: str
    """Hours logged so far"""
    endsOn: str | None
    """Day on which it is to be finished"""
    books: list[ProjectsProjectCostSummaryV1AnswerBook]
    """One entry for each currency that was booked in: one as a rule, none before the first cost"""


PROJECTS_PROJECT_COST_SUMMARY_V1: QueryContract[ProjectsProjectCostSummaryV1Input, ProjectsProjectCostSummaryV1Answer, Literal["project-not-found"]] = QueryContract("projects.project-cost-summary.v1")
"""What a project has cost and earned so far: hours, labour, purchases, the rest, and revenue, as booked at this moment."""

