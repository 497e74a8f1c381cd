/**
 * Generated from the contracts by `npm run generate`; do not edit. As a reader sees them: later versions may add fields.
 */

/** By contract id: data of an event. */
export interface Events {
  /** A cost code may be booked on from now on: it is new, or was taken out of the archive. */
  readonly 'analytics.cost-code.opened.v1': {
    /** Canonical id */
    readonly id: string;
    /** Short code */
    readonly code: string | null;
    /** Name */
    readonly name: string;
    /** What it is one of, as `Projects` or `Departments`; a cost has one code of each plan */
    readonly plan: string;
    /** The customer for whom the costs are made */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** null for a code that companies share */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** false when archived */
    readonly active: boolean;
  };
  /** The cost code was archived: nothing more is to be booked on it. */
  readonly 'analytics.cost-code.closed.v1': Events['analytics.cost-code.opened.v1'];
  /** The cost code as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'analytics.cost-code.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Short code */
    readonly code: string | null;
    /** Name */
    readonly name: string;
    /** What it is one of, as `Projects` or `Departments`; a cost has one code of each plan */
    readonly plan: string;
    /** The customer for whom the costs are made */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** null for a code that companies share */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** false when archived */
    readonly active: boolean;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** The company as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'companies.company.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Name */
    readonly name: string;
    /** The company as a party, with its address */
    readonly party: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** VAT or other tax number */
    readonly taxId: string | null;
    /** ISO 4217; what its books are kept in */
    readonly currency: string;
    /** The company it is a branch of; null for a company of its own */
    readonly parent: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** false when archived */
    readonly active: boolean;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** A chance to sell was entered, or a lead was qualified as one. */
  readonly 'crm.opportunity.created.v1': {
    /** Canonical id */
    readonly id: string;
    /** What it is about */
    readonly title: string;
    /** open, won or lost */
    readonly state: "open" | "won" | "lost";
    /** false when archived; a lost one is */
    readonly active: boolean;
    /** Name of the stage in our pipeline */
    readonly stage: string | null;
    /** The legal party, where it is one of our parties */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** Whom to talk to */
    readonly contact: {
      /** Name of the company, as it was told us */
      readonly company: string | null;
      /** Name of the person */
      readonly person: string | null;
      /** E-mail address */
      readonly email: string | null;
      /** Telephone number */
      readonly phone: string | null;
    };
    /** What we expect to sell, once */
    readonly expectedRevenue: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** When we expect to win it */
    readonly expectedOn: string | null;
    /** Why it was lost */
    readonly lostReason: string | null;
    readonly salesperson: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** Name of the sales team */
    readonly team: string | null;
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** When it, or the lead it began as, was entered */
    readonly openedAt: string;
    /** When it was won or lost */
    readonly closedAt: string | null;
  };
  /** It went to another stage of the pipeline. Its creation in a first stage is none. */
  readonly 'crm.opportunity.stage-changed.v1': Events['crm.opportunity.created.v1'];
  /** We sold it. It can be reopened and won again. */
  readonly 'crm.opportunity.won.v1': Events['crm.opportunity.created.v1'];
  /** We did not sell it; the reason is given where somebody named one. It can be restored. */
  readonly 'crm.opportunity.lost.v1': Events['crm.opportunity.created.v1'];
  /** The opportunity as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'crm.opportunity.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** What it is about */
    readonly title: string;
    /** open, won or lost */
    readonly state: "open" | "won" | "lost";
    /** false when archived; a lost one is */
    readonly active: boolean;
    /** Name of the stage in our pipeline */
    readonly stage: string | null;
    /** The legal party, where it is one of our parties */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** Whom to talk to */
    readonly contact: {
      /** Name of the company, as it was told us */
      readonly company: string | null;
      /** Name of the person */
      readonly person: string | null;
      /** E-mail address */
      readonly email: string | null;
      /** Telephone number */
      readonly phone: string | null;
    };
    /** What we expect to sell, once */
    readonly expectedRevenue: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** When we expect to win it */
    readonly expectedOn: string | null;
    /** Why it was lost */
    readonly lostReason: string | null;
    readonly salesperson: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** Name of the sales team */
    readonly team: string | null;
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** When it, or the lead it began as, was entered */
    readonly openedAt: string;
    /** When it was won or lost */
    readonly closedAt: string | null;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** Somebody new works for us: accounts, badge and training are due. Coming back counts, too. */
  readonly 'employees.employee.joined.v1': {
    /** Canonical id */
    readonly id: string;
    /** Name */
    readonly name: string;
    /** false when the employee has left */
    readonly active: boolean;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** The login in Odoo, where there is one */
    readonly userId: string | null;
    /** Name of the department */
    readonly department: string | null;
    /** Job title */
    readonly jobTitle: string | null;
    /** Whom the employee reports to */
    readonly manager: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** E-mail address at work */
    readonly workEmail: string | null;
    /** Telephone at work */
    readonly workPhone: string | null;
    /** What is scanned to identify the employee */
    readonly badge: string | null;
    /** What an hour costs us */
    readonly hourlyCost: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
  };
  /** Somebody has left: accounts and badge are to be closed. */
  readonly 'employees.employee.left.v1': Events['employees.employee.joined.v1'];
  /** The employee after any change, creation and a re-emission included. For keeping a copy. */
  readonly 'employees.employee.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Name */
    readonly name: string;
    /** false when the employee has left */
    readonly active: boolean;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** The login in Odoo, where there is one */
    readonly userId: string | null;
    /** Name of the department */
    readonly department: string | null;
    /** Job title */
    readonly jobTitle: string | null;
    /** Whom the employee reports to */
    readonly manager: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** E-mail address at work */
    readonly workEmail: string | null;
    /** Telephone at work */
    readonly workPhone: string | null;
    /** What is scanned to identify the employee */
    readonly badge: string | null;
    /** What an hour costs us */
    readonly hourlyCost: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** The invoice or credit note was entered in the books and has its number. Comes again when it was reset to a draft and posted anew. */
  readonly 'finance.customer-invoice.posted.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number in our books; null while it is a draft */
    readonly number: string | null;
    /** An invoice, or a credit note that takes it back */
    readonly kind: "invoice" | "credit-note";
    /** Where it stands in the books */
    readonly state: "draft" | "posted" | "cancelled";
    /** Whether it is paid; in-payment: paid, the bank has not told yet */
    readonly paymentState: "unpaid" | "partly-paid" | "in-payment" | "paid" | "reversed" | "blocked" | "unknown";
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** Date on the paper */
    readonly issuedOn: string | null;
    /** Day by which it is to be paid */
    readonly dueOn: string | null;
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** Total before tax */
    readonly untaxed: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Tax */
    readonly tax: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Total including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** What is still to be paid */
    readonly open: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** What a payment is to quote */
    readonly paymentReference: string | null;
    /** The document that this one takes back */
    readonly reversalOf: {
      /** Canonical id */
      readonly id: string;
      /** Number in our books; null while it is a draft */
      readonly number: string | null;
    } | null;
    /** What caused it, as a text (an order number) */
    readonly origin: string | null;
    /** The legal party that owes it; null in an unfinished draft */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string | null;
      /** Quantity */
      readonly quantity: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** Amount of the line after discount, before tax */
      readonly subtotal: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    })[];
  };
  /** Nothing is open any more: payments cover the invoice. A payment that is taken back later reopens it; that comes as changed. */
  readonly 'finance.customer-invoice.paid.v1': Events['finance.customer-invoice.posted.v1'];
  /** The day by which the invoice was to be paid is over and something is still open. Comes once; again when the day is moved and passes again. */
  readonly 'finance.customer-invoice.overdue.v1': Events['finance.customer-invoice.posted.v1'];
  /** A credit note covers all of the invoice: the customer owes nothing and has paid nothing. */
  readonly 'finance.customer-invoice.reversed.v1': Events['finance.customer-invoice.posted.v1'];
  /** The invoice as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'finance.customer-invoice.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number in our books; null while it is a draft */
    readonly number: string | null;
    /** An invoice, or a credit note that takes it back */
    readonly kind: "invoice" | "credit-note";
    /** Where it stands in the books */
    readonly state: "draft" | "posted" | "cancelled";
    /** Whether it is paid; in-payment: paid, the bank has not told yet */
    readonly paymentState: "unpaid" | "partly-paid" | "in-payment" | "paid" | "reversed" | "blocked" | "unknown";
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** Date on the paper */
    readonly issuedOn: string | null;
    /** Day by which it is to be paid */
    readonly dueOn: string | null;
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** Total before tax */
    readonly untaxed: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Tax */
    readonly tax: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Total including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** What is still to be paid */
    readonly open: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** What a payment is to quote */
    readonly paymentReference: string | null;
    /** The document that this one takes back */
    readonly reversalOf: {
      /** Canonical id */
      readonly id: string;
      /** Number in our books; null while it is a draft */
      readonly number: string | null;
    } | null;
    /** What caused it, as a text (an order number) */
    readonly origin: string | null;
    /** The legal party that owes it; null in an unfinished draft */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string | null;
      /** Quantity */
      readonly quantity: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** Amount of the line after discount, before tax */
      readonly subtotal: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    })[];
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** Money of a customer was booked. Which invoices it pays may not be known yet: see matched. */
  readonly 'finance.payment.received.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number in our books; null while it is a draft */
    readonly number: string | null;
    /** Money that we received or sent */
    readonly direction: "received" | "sent";
    /** in-process: booked, the bank has not told yet; paid: it has */
    readonly state: "draft" | "in-process" | "paid" | "cancelled" | "rejected";
    /** The legal party that paid or was paid */
    readonly party: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** What was paid */
    readonly amount: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Day of the payment */
    readonly paidOn: string;
    /** What the payment quotes */
    readonly reference: string | null;
    /** Code of the bank or cash journal it went through */
    readonly journal: string;
    /** true: all of it is assigned to invoices */
    readonly reconciled: boolean;
    /** The invoices that it pays, as far as known */
    readonly invoices: readonly ({
      /** Canonical id */
      readonly id: string;
      /** Number in our books; null while it is a draft */
      readonly number: string | null;
    })[];
  };
  /** It is known which invoices the payment pays: it was registered on them, or all of it was reconciled with them. */
  readonly 'finance.payment.matched.v1': Events['finance.payment.received.v1'];
  /** The stock level as it is after a transaction, however many movements it had. For keeping a copy. A level of zero may be deleted by Odoo later without another event. */
  readonly 'inventory.stock-level.changed.v1': {
    /** Canonical id; keep copies by product, location, lot, package and owner instead: Odoo may replace it */
    readonly id: string;
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Where it lies */
    readonly location: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** Lot or serial number; null for goods without */
    readonly lot: {
      /** Canonical id of the lot or serial number */
      readonly id: string;
      /** Lot or serial number as it is printed on the goods */
      readonly number: string;
    } | null;
    /** The package it is in */
    readonly package: {
      /** Canonical id of the package */
      readonly id: string;
      /** Number of the package */
      readonly number: string;
    } | null;
    /** Whose goods they are; null for our own */
    readonly goodsOwner: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The company whose location it is */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** What lies there, in the product's unit; negative when more left than Odoo knew of */
    readonly onHand: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** What of it is promised to open transfers and production orders */
    readonly reserved: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** What of it is free: on hand less reserved */
    readonly available: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** Goods were moved and booked. Planned movements are not told. */
  readonly 'inventory.stock-movement.completed.v1': {
    /** Canonical id of the movement */
    readonly id: string;
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Lots and serial numbers; empty for goods without */
    readonly lots: readonly ({
      /** The lot or serial number */
      readonly lot: {
        /** Canonical id of the lot or serial number */
        readonly id: string;
        /** Lot or serial number as it is printed on the goods */
        readonly number: string;
      };
      /** How much of it */
      readonly quantity: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    })[];
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** How much was moved */
    readonly quantity: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Where it was */
    readonly from: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** Where it is now */
    readonly to: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** When it was booked */
    readonly movedAt: string;
    /** What the warehouse calls it: number of a transfer, order or count */
    readonly reference: string | null;
    /** What the movement was, by where it came from and went to */
    readonly kind: "receipt" | "dispatch" | "transfer" | "customer-return" | "supplier-return" | "drop-shipment" | "consumption" | "production" | "adjustment" | "scrap" | "other";
    /** The transfer it belongs to; null for production, counts and scrap */
    readonly transfer: {
      /** Canonical id of the transfer */
      readonly id: string;
      /** Number of the transfer */
      readonly number: string;
    } | null;
    /** What caused it, as a text (an order number) */
    readonly origin: string | null;
  };
  /** A count was booked. The same movement is also told as stock-movement.completed. */
  readonly 'inventory.stock-adjustment.posted.v1': {
    /** Canonical id of the movement */
    readonly id: string;
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Lots and serial numbers; empty for goods without */
    readonly lots: readonly ({
      /** The lot or serial number */
      readonly lot: {
        /** Canonical id of the lot or serial number */
        readonly id: string;
        /** Lot or serial number as it is printed on the goods */
        readonly number: string;
      };
      /** How much of it */
      readonly quantity: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    })[];
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** The location that was counted */
    readonly location: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** found: more was there than known; missing: less, or as much as known */
    readonly direction: "found" | "missing";
    /** By how much the level was corrected; never negative */
    readonly difference: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** When it was booked */
    readonly adjustedAt: string;
    /** What the warehouse calls the count */
    readonly reference: string | null;
  };
  /** A lot or serial number was given out. The goods themselves may come later. */
  readonly 'inventory.lot.created.v1': {
    /** Canonical id of the lot or serial number */
    readonly id: string;
    /** Lot or serial number as it is printed on the goods */
    readonly number: string;
    /** Another number for it, as the maker's */
    readonly reference: string | null;
    /** lot: many pieces share the number; serial-number: one piece has it */
    readonly trackedBy: "lot" | "serial-number" | "nothing";
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** The company it is for; null for all */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
  };
  /** The lot as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'inventory.lot.changed.v1': {
    /** Canonical id of the lot or serial number */
    readonly id: string;
    /** Lot or serial number as it is printed on the goods */
    readonly number: string;
    /** Another number for it, as the maker's */
    readonly reference: string | null;
    /** lot: many pieces share the number; serial-number: one piece has it */
    readonly trackedBy: "lot" | "serial-number" | "nothing";
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** The company it is for; null for all */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** Goods with a lot or serial number were moved, produced, consumed, shipped or scrapped. */
  readonly 'inventory.lot-trace.recorded.v1': {
    /** Canonical id of the movement */
    readonly id: string;
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Lots and serial numbers; empty for goods without */
    readonly lots: readonly ({
      /** The lot or serial number */
      readonly lot: {
        /** Canonical id of the lot or serial number */
        readonly id: string;
        /** Lot or serial number as it is printed on the goods */
        readonly number: string;
      };
      /** How much of it */
      readonly quantity: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    })[];
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** How much was moved */
    readonly quantity: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Where it was */
    readonly from: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** Where it is now */
    readonly to: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** When it was booked */
    readonly movedAt: string;
    /** What the warehouse calls it: number of a transfer, order or count */
    readonly reference: string | null;
    /** For goods that were produced: the numbered materials that went into this batch. Material without a number is not in it. */
    readonly madeFrom: readonly ({
      /** Lot or serial number of the material */
      readonly lot: {
        /** Canonical id of the lot or serial number */
        readonly id: string;
        /** Lot or serial number as it is printed on the goods */
        readonly number: string;
      };
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
    })[];
  };
  /** Goods were scrapped, in the warehouse or in production. */
  readonly 'inventory.scrap.posted.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the scrap order */
    readonly number: string;
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Lot or serial number; null for goods without */
    readonly lot: {
      /** Canonical id of the lot or serial number */
      readonly id: string;
      /** Lot or serial number as it is printed on the goods */
      readonly number: string;
    } | null;
    /** How much was thrown away */
    readonly quantity: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Where it lay */
    readonly location: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** Why, in the words of the warehouse; may be empty */
    readonly reasons: readonly (string)[];
    /** What caused it, as a text */
    readonly origin: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** When it was booked */
    readonly scrappedAt: string;
  };
  /** The goods left. Final: what comes back is a return of its own. */
  readonly 'inventory.delivery.dispatched.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the delivery */
    readonly number: string;
    /** Where the delivery stands */
    readonly state: "draft" | "waiting" | "ready" | "dispatched" | "cancelled";
    /** The legal party the goods go to */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The contact or address, when not the legal party itself */
    readonly recipient: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** When the goods were to leave */
    readonly scheduledAt: string | null;
    /** When they left */
    readonly dispatchedAt: string | null;
    /** The delivery whose rest this one is */
    readonly backOrderOf: {
      /** Canonical id of the delivery */
      readonly id: string;
      /** Number of the delivery */
      readonly number: string;
    } | null;
    /** What caused it, as a text (an order number) */
    readonly origin: string | null;
    /** The goods; cancelled movements left out */
    readonly lines: readonly ({
      /** Canonical id of the movement */
      readonly id: string;
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
      /** Quantity asked for in this delivery */
      readonly ordered: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity picked; final once the delivery is dispatched */
      readonly dispatched: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Lots and serial numbers; empty for goods without */
      readonly lots: readonly ({
        /** The lot or serial number */
        readonly lot: {
          /** Canonical id of the lot or serial number */
          readonly id: string;
          /** Lot or serial number as it is printed on the goods */
          readonly number: string;
        };
        /** How much of it */
        readonly quantity: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
      })[];
      /** The order the goods are for */
      readonly salesOrder: {
        /** Canonical id of the sales order */
        readonly id: string;
        /** Number of the sales order */
        readonly number: string;
      } | null;
    })[];
  };
  /** The location as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'locations.location.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Names from the top down, as `WH/Stock/Shelf 1` */
    readonly path: string;
    /** Name */
    readonly name: string;
    /** What it is for; goods of ours lie in stock and transit */
    readonly usage: "stock" | "group" | "transit" | "supplier" | "customer" | "adjustment" | "production";
    /** What is scanned at the shelf */
    readonly barcode: string | null;
    /** The location it is in */
    readonly parent: {
      /** Canonical id */
      readonly id: string;
      /** Names from the top down, as `WH/Stock/Shelf 1` */
      readonly path: string;
    } | null;
    readonly warehouse: {
      /** Canonical id */
      readonly id: string;
      /** Short name */
      readonly code: string;
    } | null;
    /** null for a location that companies share */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** false when archived */
    readonly active: boolean;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** The location was archived: nothing may be put there any more. */
  readonly 'locations.location.closed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Names from the top down, as `WH/Stock/Shelf 1` */
    readonly path: string;
    /** Name */
    readonly name: string;
    /** What it is for; goods of ours lie in stock and transit */
    readonly usage: "stock" | "group" | "transit" | "supplier" | "customer" | "adjustment" | "production";
    /** What is scanned at the shelf */
    readonly barcode: string | null;
    /** The location it is in */
    readonly parent: {
      /** Canonical id */
      readonly id: string;
      /** Names from the top down, as `WH/Stock/Shelf 1` */
      readonly path: string;
    } | null;
    readonly warehouse: {
      /** Canonical id */
      readonly id: string;
      /** Short name */
      readonly code: string;
    } | null;
    /** null for a location that companies share */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** false when archived */
    readonly active: boolean;
  };
  /** The equipment as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'maintenance.equipment.changed.v1': {
    /** Canonical id of the equipment */
    readonly id: string;
    /** What it is called */
    readonly name: string;
    /** Its asset tag or serial number; unique where it is given */
    readonly assetTag: string | null;
    /** The maker's model */
    readonly model: string | null;
    /** What kind of equipment it is */
    readonly category: {
      /** Canonical id of the category */
      readonly id: string;
      /** Name of the category */
      readonly name: string;
    } | null;
    /** false when archived */
    readonly active: boolean;
    /** Where it stands */
    readonly location: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    } | null;
    /** The team that keeps it running */
    readonly team: {
      /** Canonical id of the team */
      readonly id: string;
      /** Name of the team */
      readonly name: string;
    } | null;
    /** The person who keeps it running */
    readonly technician: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** Who sold it */
    readonly vendor: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** Since when it runs */
    readonly inServiceSince: string;
    /** Last day of the warranty */
    readonly warrantyUntil: string | null;
    /** Day on which it was scrapped */
    readonly retiredOn: string | null;
    /** The company it is for; null for all */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** Work was asked for. Odoo also opens the next request of a recurring one, when the last is done. */
  readonly 'maintenance.request.opened.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the request; what goods and costs are booked on */
    readonly number: string;
    /** What is wrong, or to be done */
    readonly subject: string;
    /** The machine; null for work on none */
    readonly equipment: {
      /** Canonical id of the equipment */
      readonly id: string;
      /** What it is called */
      readonly name: string;
      /** Its asset tag or serial number; unique where it is given */
      readonly assetTag: string | null;
    } | null;
    /** corrective: it broke; preventive: so that it does not */
    readonly kind: "corrective" | "preventive" | null;
    /** How urgent it is */
    readonly priority: "very-low" | "low" | "normal" | "high" | null;
    /** Where it stands */
    readonly stage: {
      /** Canonical id of the stage */
      readonly id: string;
      /** Name of the stage; each company has stages of its own */
      readonly name: string;
      /** Work in this stage is over */
      readonly isFinal: boolean;
    };
    /** How it goes within the stage */
    readonly progress: "in-progress" | "blocked" | "ready-for-next-stage";
    /** true when it was cancelled or hidden */
    readonly putAway: boolean;
    /** Day on which it was asked for */
    readonly requestedOn: string | null;
    /** When work is planned to begin */
    readonly plannedStart: string | null;
    /** How long it is planned to take */
    readonly plannedHours: string;
    /** Day on which it was finished */
    readonly closedOn: string | null;
    /** Who does it */
    readonly technician: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** The team that does it */
    readonly team: {
      /** Canonical id of the team */
      readonly id: string;
      /** Name of the team */
      readonly name: string;
    } | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
  };
  /** The request went to another stage, forwards or backwards. Its first stage is told by opened. */
  readonly 'maintenance.request.stage-changed.v1': Events['maintenance.request.opened.v1'];
  /** The work is over: repaired, or given up. A request that is reopened and finished again is done twice. */
  readonly 'maintenance.request.done.v1': Events['maintenance.request.opened.v1'];
  /** The request as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments. */
  readonly 'maintenance.request.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the request; what goods and costs are booked on */
    readonly number: string;
    /** What is wrong, or to be done */
    readonly subject: string;
    /** The machine; null for work on none */
    readonly equipment: {
      /** Canonical id of the equipment */
      readonly id: string;
      /** What it is called */
      readonly name: string;
      /** Its asset tag or serial number; unique where it is given */
      readonly assetTag: string | null;
    } | null;
    /** corrective: it broke; preventive: so that it does not */
    readonly kind: "corrective" | "preventive" | null;
    /** How urgent it is */
    readonly priority: "very-low" | "low" | "normal" | "high" | null;
    /** Where it stands */
    readonly stage: {
      /** Canonical id of the stage */
      readonly id: string;
      /** Name of the stage; each company has stages of its own */
      readonly name: string;
      /** Work in this stage is over */
      readonly isFinal: boolean;
    };
    /** How it goes within the stage */
    readonly progress: "in-progress" | "blocked" | "ready-for-next-stage";
    /** true when it was cancelled or hidden */
    readonly putAway: boolean;
    /** Day on which it was asked for */
    readonly requestedOn: string | null;
    /** When work is planned to begin */
    readonly plannedStart: string | null;
    /** How long it is planned to take */
    readonly plannedHours: string;
    /** Day on which it was finished */
    readonly closedOn: string | null;
    /** Who does it */
    readonly technician: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** The team that does it */
    readonly team: {
      /** Canonical id of the team */
      readonly id: string;
      /** Name of the team */
      readonly name: string;
    } | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** Somebody reported that a machine failed. Told again when the report is corrected to another machine. */
  readonly 'maintenance.asset-failure.reported.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the request; what goods and costs are booked on */
    readonly number: string;
    /** How urgent it is */
    readonly priority: "very-low" | "low" | "normal" | "high" | null;
    /** Day on which it was asked for */
    readonly requestedOn: string | null;
    /** The team that does it */
    readonly team: {
      /** Canonical id of the team */
      readonly id: string;
      /** Name of the team */
      readonly name: string;
    } | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** The machine that failed */
    readonly asset: {
      /** Canonical id of the equipment */
      readonly id: string;
      /** What it is called */
      readonly name: string;
      /** Its asset tag or serial number; unique where it is given */
      readonly assetTag: string | null;
    };
    /** What is wrong with it */
    readonly symptom: string;
  };
  /** The work has a time and a technician and may begin. Told again only when one of both was taken away in between. */
  readonly 'maintenance.work-order.released.v1': Events['maintenance.request.opened.v1'];
  /** Planned work is over. Work that was never planned is told by request.done alone. */
  readonly 'maintenance.work-order.completed.v1': Events['maintenance.request.opened.v1'];
  /** Spare parts were consumed for a maintenance request. */
  readonly 'maintenance.parts-consumption.booked.v1': {
    /** Canonical id of the movement */
    readonly id: string;
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Lots and serial numbers; empty for goods without */
    readonly lots: readonly ({
      /** The lot or serial number */
      readonly lot: {
        /** Canonical id of the lot or serial number */
        readonly id: string;
        /** Lot or serial number as it is printed on the goods */
        readonly number: string;
      };
      /** How much of it */
      readonly quantity: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    })[];
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** How much was used */
    readonly quantity: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Where it was taken from */
    readonly from: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** The work it was used for */
    readonly request: {
      /** Canonical id of the request */
      readonly id: string;
      /** Number of the request */
      readonly number: string;
    };
    /** When it was booked */
    readonly consumedAt: string;
  };
  /** Hours were booked on a maintenance request, or booked ones were corrected: the last one with the same id counts. */
  readonly 'maintenance.labour.booked.v1': {
    /** Canonical id */
    readonly id: string;
    /** The work it was for */
    readonly request: {
      /** Canonical id of the request */
      readonly id: string;
      /** Number of the request */
      readonly number: string;
    };
    /** Which budget bears it */
    readonly costCentre: {
      /** Canonical id of the analytic account */
      readonly id: string;
      /** Its name */
      readonly name: string;
      /** Its code */
      readonly code: string | null;
    } | null;
    /** What it was */
    readonly description: string;
    /** Day on which it arose */
    readonly day: string;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** Hours worked */
    readonly hours: string;
    /** Who worked */
    readonly employee: {
      /** Canonical id of the employee */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    };
    /** What the hours cost; says what an hour of this person costs */
    readonly cost: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
  };
  /** A cost was booked on a maintenance request, or a booked one was corrected: the last one with the same id counts. */
  readonly 'maintenance.cost.posted.v1': {
    /** Canonical id */
    readonly id: string;
    /** The work it was for */
    readonly request: {
      /** Canonical id of the request */
      readonly id: string;
      /** Number of the request */
      readonly number: string;
    };
    /** Which budget bears it */
    readonly costCentre: {
      /** Canonical id of the analytic account */
      readonly id: string;
      /** Its name */
      readonly name: string;
      /** Its code */
      readonly code: string | null;
    } | null;
    /** What it was */
    readonly description: string;
    /** Day on which it arose */
    readonly day: string;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** What it cost; negative when it was taken back */
    readonly cost: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
  };
  /** The order was confirmed: components are asked for and the shop floor may start. A back-order is released when it is split off. */
  readonly 'manufacturing.production-order.released.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the order */
    readonly number: string;
    /** Where the order stands; produced: everything is made, the order is not closed yet */
    readonly state: "draft" | "released" | "started" | "produced" | "completed" | "cancelled";
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Quantity to make */
    readonly planned: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Quantity made and booked into stock */
    readonly produced: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Lot or serial numbers given to what is made */
    readonly lots: readonly ({
      /** Canonical id of the lot or serial number */
      readonly id: string;
      /** Lot or serial number as it is printed on the goods */
      readonly number: string;
    })[];
    /** Canonical id of the bill of materials; null for an order without */
    readonly billOfMaterials: string | null;
    /** Planned start; the real one once it was started */
    readonly startAt: string;
    /** Planned end; the real one once it is completed */
    readonly endAt: string | null;
    /** Until when it is needed */
    readonly dueAt: string | null;
    /** Where the components are taken from */
    readonly from: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** Where the product is put */
    readonly to: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** What caused the order, as a text */
    readonly origin: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** What goes in; cancelled components left out */
    readonly components: readonly ({
      /** Canonical id of the movement */
      readonly id: string;
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
      /** Quantity planned */
      readonly planned: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity booked: consumed, or produced */
      readonly done: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    })[];
    /** What comes out beside the product */
    readonly byProducts: readonly ({
      /** Canonical id of the movement */
      readonly id: string;
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
      /** Quantity planned */
      readonly planned: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity booked: consumed, or produced */
      readonly done: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    })[];
    /** The work orders, as they stood when the order itself changed */
    readonly operations: readonly ({
      /** Canonical id of the work order */
      readonly id: string;
      /** What is done */
      readonly name: string;
      /** Where it stood when the order changed */
      readonly state: "waiting" | "ready" | "started" | "finished" | "cancelled";
      /** Where it is done */
      readonly workCenter: {
        /** Canonical id of the work centre */
        readonly id: string;
        /** Name of the work centre */
        readonly name: string;
        /** Its code */
        readonly code: string | null;
      };
      /** How long it is planned to take */
      readonly plannedMinutes: string;
    })[];
  };
  /** Work began: a work order was started, or the first quantity was entered. An order that is reported in one go is started and completed at once. */
  readonly 'manufacturing.production-order.started.v1': Events['manufacturing.production-order.released.v1'];
  /** The order was closed: what was made is in stock, what was used is gone from it. What is still to be made is in a back-order, if at all. */
  readonly 'manufacturing.production-order.completed.v1': Events['manufacturing.production-order.released.v1'];
  /** The order was withdrawn. It cannot be confirmed again. */
  readonly 'manufacturing.production-order.cancelled.v1': Events['manufacturing.production-order.released.v1'];
  /** The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments. */
  readonly 'manufacturing.production-order.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the order */
    readonly number: string;
    /** Where the order stands; produced: everything is made, the order is not closed yet */
    readonly state: "draft" | "released" | "started" | "produced" | "completed" | "cancelled";
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Quantity to make */
    readonly planned: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Quantity made and booked into stock */
    readonly produced: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Lot or serial numbers given to what is made */
    readonly lots: readonly ({
      /** Canonical id of the lot or serial number */
      readonly id: string;
      /** Lot or serial number as it is printed on the goods */
      readonly number: string;
    })[];
    /** Canonical id of the bill of materials; null for an order without */
    readonly billOfMaterials: string | null;
    /** Planned start; the real one once it was started */
    readonly startAt: string;
    /** Planned end; the real one once it is completed */
    readonly endAt: string | null;
    /** Until when it is needed */
    readonly dueAt: string | null;
    /** Where the components are taken from */
    readonly from: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** Where the product is put */
    readonly to: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** What caused the order, as a text */
    readonly origin: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** What goes in; cancelled components left out */
    readonly components: readonly ({
      /** Canonical id of the movement */
      readonly id: string;
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
      /** Quantity planned */
      readonly planned: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity booked: consumed, or produced */
      readonly done: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    })[];
    /** What comes out beside the product */
    readonly byProducts: readonly ({
      /** Canonical id of the movement */
      readonly id: string;
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
      /** Quantity planned */
      readonly planned: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity booked: consumed, or produced */
      readonly done: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    })[];
    /** The work orders, as they stood when the order itself changed */
    readonly operations: readonly ({
      /** Canonical id of the work order */
      readonly id: string;
      /** What is done */
      readonly name: string;
      /** Where it stood when the order changed */
      readonly state: "waiting" | "ready" | "started" | "finished" | "cancelled";
      /** Where it is done */
      readonly workCenter: {
        /** Canonical id of the work centre */
        readonly id: string;
        /** Name of the work centre */
        readonly name: string;
        /** Its code */
        readonly code: string | null;
      };
      /** How long it is planned to take */
      readonly plannedMinutes: string;
    })[];
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** Work on the operation began. Told once; a pause and what follows it are not told. */
  readonly 'manufacturing.work-order.started.v1': {
    /** Canonical id */
    readonly id: string;
    /** What is done */
    readonly name: string;
    /** Where it stands */
    readonly state: "waiting" | "ready" | "started" | "finished" | "cancelled";
    /** The order it belongs to */
    readonly productionOrder: {
      /** Canonical id of the production order */
      readonly id: string;
      /** Number of the production order */
      readonly number: string;
    };
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Where it is done */
    readonly workCenter: {
      /** Canonical id of the work centre */
      readonly id: string;
      /** Name of the work centre */
      readonly name: string;
      /** Its code */
      readonly code: string | null;
    };
    /** Quantity of the production order */
    readonly planned: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Quantity that went through this operation */
    readonly produced: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** How long it was planned to take */
    readonly plannedMinutes: string;
    /** How long it took so far, by the clock of the work centre */
    readonly spentMinutes: string;
    /** Planned start; the real one once it was started */
    readonly startAt: string | null;
    /** Planned end; the real one once it is finished */
    readonly endAt: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
  };
  /** The operation is done for the quantity produced. May come without started, when it is only reported afterwards. */
  readonly 'manufacturing.work-order.finished.v1': Events['manufacturing.work-order.started.v1'];
  /** Material was consumed. Odoo books it when the production order is closed, not when it is taken. */
  readonly 'manufacturing.material-consumption.booked.v1': {
    /** Canonical id of the movement */
    readonly id: string;
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Lots and serial numbers; empty for goods without */
    readonly lots: readonly ({
      /** The lot or serial number */
      readonly lot: {
        /** Canonical id of the lot or serial number */
        readonly id: string;
        /** Lot or serial number as it is printed on the goods */
        readonly number: string;
      };
      /** How much of it */
      readonly quantity: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    })[];
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** How much was used */
    readonly quantity: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Where it was taken from */
    readonly from: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** The order it was used for */
    readonly productionOrder: {
      /** Canonical id of the production order */
      readonly id: string;
      /** Number of the production order */
      readonly number: string;
    };
    /** The operation it was used at; null where the bill of materials names none */
    readonly workOrder: {
      /** Canonical id of the work order */
      readonly id: string;
      /** What is done */
      readonly name: string;
    } | null;
    /** When it was booked */
    readonly consumedAt: string;
  };
  /** Scrap was booked on a production order. The same scrap is also told as inventory.scrap.posted. */
  readonly 'manufacturing.scrap.reported.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the scrap order */
    readonly number: string;
    /** A product */
    readonly product: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's own product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** English name */
      readonly name: string;
    };
    /** Lot or serial number; null for goods without */
    readonly lot: {
      /** Canonical id of the lot or serial number */
      readonly id: string;
      /** Lot or serial number as it is printed on the goods */
      readonly number: string;
    } | null;
    /** How much was thrown away */
    readonly quantity: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** Where it lay */
    readonly location: {
      /** Canonical id of the location */
      readonly id: string;
      /** Its path, from the warehouse down */
      readonly name: string;
      /** storage is ours; the others are outside of our shelves */
      readonly kind: "supplier" | "group" | "storage" | "customer" | "loss" | "production" | "transit";
    };
    /** Why, in the words of the warehouse; may be empty */
    readonly reasons: readonly (string)[];
    /** What caused it, as a text */
    readonly origin: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** When it was booked */
    readonly scrappedAt: string;
    /** The order it happened in */
    readonly productionOrder: {
      /** Canonical id of the production order */
      readonly id: string;
      /** Number of the production order */
      readonly number: string;
    };
    /** component: went in; product: came out */
    readonly part: "component" | "product";
  };
  /** Somebody blocked a work centre, or booked lost time, for a reason of quality. Told again when the reason is corrected. */
  readonly 'manufacturing.quality-failure.reported.v1': {
    /** Canonical id */
    readonly id: string;
    /** Where it was noticed */
    readonly workCenter: {
      /** Canonical id of the work centre */
      readonly id: string;
      /** Name of the work centre */
      readonly name: string;
      /** Its code */
      readonly code: string | null;
    };
    /** Canonical id of the work order; null when none was running */
    readonly workOrder: string | null;
    /** The order of that work order */
    readonly productionOrder: {
      /** Canonical id of the production order */
      readonly id: string;
      /** Number of the production order */
      readonly number: string;
    } | null;
    /** The kind of failure, in the plant's words */
    readonly reason: string;
    /** What somebody wrote about it */
    readonly description: string | null;
    /** Since when work is disturbed */
    readonly startedAt: string;
    /** Until when; null while the work centre is blocked */
    readonly endedAt: string | null;
    /** Time lost; zero while the work centre is blocked */
    readonly lostMinutes: string;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
  };
  /** The party as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'parties.party.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** A company, or a person, contact or mere address */
    readonly kind: "company" | "person";
    /** Name; null for an address without a name of its own */
    readonly name: string | null;
    /** Our reference for this party */
    readonly reference: string | null;
    /** false when archived */
    readonly active: boolean;
    /** The party that answers for this one; itself for a company */
    readonly legalParty: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** VAT or other tax number */
    readonly taxId: string | null;
    /** E-mail address */
    readonly email: string | null;
    /** Telephone number */
    readonly phone: string | null;
    /** Postal address */
    readonly address: {
      /** Street and number */
      readonly street: string | null;
      /** Second line of the street */
      readonly street2: string | null;
      /** Postal code */
      readonly postalCode: string | null;
      /** City */
      readonly city: string | null;
      /** Code of the state or province, as the country's post writes it */
      readonly region: string | null;
      /** ISO 3166-1 alpha-2 */
      readonly country: string | null;
    };
    /** We have sold to it */
    readonly isCustomer: boolean;
    /** We have bought from it */
    readonly isSupplier: boolean;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** We sold to this party for the first time, or a person marked it as a customer. */
  readonly 'parties.party.became-customer.v1': {
    /** Canonical id */
    readonly id: string;
    /** A company, or a person, contact or mere address */
    readonly kind: "company" | "person";
    /** Name; null for an address without a name of its own */
    readonly name: string | null;
    /** Our reference for this party */
    readonly reference: string | null;
    /** false when archived */
    readonly active: boolean;
    /** The party that answers for this one; itself for a company */
    readonly legalParty: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** VAT or other tax number */
    readonly taxId: string | null;
    /** E-mail address */
    readonly email: string | null;
    /** Telephone number */
    readonly phone: string | null;
    /** Postal address */
    readonly address: {
      /** Street and number */
      readonly street: string | null;
      /** Second line of the street */
      readonly street2: string | null;
      /** Postal code */
      readonly postalCode: string | null;
      /** City */
      readonly city: string | null;
      /** Code of the state or province, as the country's post writes it */
      readonly region: string | null;
      /** ISO 3166-1 alpha-2 */
      readonly country: string | null;
    };
    /** We have sold to it */
    readonly isCustomer: boolean;
    /** We have bought from it */
    readonly isSupplier: boolean;
  };
  /** We bought from this party for the first time, or a person marked it as a supplier. */
  readonly 'parties.party.became-supplier.v1': Events['parties.party.became-customer.v1'];
  /** The party was put away: no new business with it. Its papers stay. */
  readonly 'parties.party.archived.v1': Events['parties.party.became-customer.v1'];
  /** The bank account as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'parties.bank-account.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** The legal party whose account it is */
    readonly party: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** IBAN or national number, as it was entered */
    readonly accountNumber: string;
    /** Name of the holder, where it differs from the party */
    readonly holder: string | null;
    /** Name of the bank */
    readonly bank: string | null;
    /** BIC of the bank */
    readonly bic: string | null;
    /** ISO 4217; null where the account takes any */
    readonly currency: string | null;
    /** true: a person checked it, money may be sent to it */
    readonly released: boolean;
    /** false when archived */
    readonly active: boolean;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** A person checked the account: from now on money may be sent to it.. */
  readonly 'parties.bank-account.released.v1': {
    /** Canonical id */
    readonly id: string;
    /** The legal party whose account it is */
    readonly party: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** IBAN or national number, as it was entered */
    readonly accountNumber: string;
    /** Name of the holder, where it differs from the party */
    readonly holder: string | null;
    /** Name of the bank */
    readonly bank: string | null;
    /** BIC of the bank */
    readonly bic: string | null;
    /** ISO 4217; null where the account takes any */
    readonly currency: string | null;
    /** true: a person checked it, money may be sent to it */
    readonly released: boolean;
    /** false when archived */
    readonly active: boolean;
  };
  /** A purchase order was entered. It may still be an unfinished draft; nobody has committed to anything. */
  readonly 'procurement.purchase-order.created.v2': {
    /** Canonical id */
    readonly id: string;
    /** The buyer's order number */
    readonly number: string;
    /** Where the order stands */
    readonly state: "draft" | "quotation-requested" | "awaiting-approval" | "approved" | "cancelled";
    /** True when the buyer closed the order for changes */
    readonly locked: boolean;
    /** The legal party the order is placed with */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The contact or address, when not the legal party itself */
    readonly supplierContact: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The supplier's own reference for this order */
    readonly supplierReference: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** When the order is to be placed */
    readonly orderedAt: string;
    /** When the order was approved */
    readonly approvedAt: string | null;
    /** When the first goods are expected */
    readonly expectedAt: string | null;
    readonly buyer: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** What caused the order, as a text (a sales order, a reordering rule) */
    readonly origin: string | null;
    /** The amounts of the whole order */
    readonly amounts: {
      /** After discount, before tax */
      readonly net: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Tax */
      readonly tax: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Including tax; what is to be paid */
      readonly gross: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    };
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string;
      /** Quantity ordered */
      readonly ordered: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity received so far */
      readonly received: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity billed so far */
      readonly billed: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** When the goods are expected */
      readonly expectedAt: string | null;
      /** The amounts of the line */
      readonly amounts: {
        /** After discount, before tax */
        readonly net: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
        /** Tax */
        readonly tax: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
        /** Including tax; what is to be paid */
        readonly gross: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
      };
    })[];
  };
  /** The supplier was asked for a quotation: the request was sent or printed. Nobody has committed to anything. */
  readonly 'procurement.purchase-order.quotation-requested.v1': Events['procurement.purchase-order.created.v2'];
  /** The buyer committed to the order: the supplier may deliver. Comes once per approval; later edits come as changed. */
  readonly 'procurement.purchase-order.approved.v2': Events['procurement.purchase-order.created.v2'];
  /** The supplier said that it has the order and will deliver, on the dates in the lines. Comes once; later dates come as changed. */
  readonly 'procurement.purchase-order.acknowledged.v1': Events['procurement.purchase-order.created.v2'];
  /** Goods of a confirmed order have not come by the time they were expected. Comes once for each such time of its lines; again when a new one passes, too. */
  readonly 'procurement.purchase-order.late.v1': {
    /** Canonical id */
    readonly id: string;
    /** The buyer's order number */
    readonly number: string;
    /** Where the order stands */
    readonly state: "draft" | "quotation-requested" | "awaiting-approval" | "approved" | "cancelled";
    /** True when the buyer closed the order for changes */
    readonly locked: boolean;
    /** The legal party the order is placed with */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The contact or address, when not the legal party itself */
    readonly supplierContact: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The supplier's own reference for this order */
    readonly supplierReference: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** When the order is to be placed */
    readonly orderedAt: string;
    /** When the order was approved */
    readonly approvedAt: string | null;
    /** When the first goods are expected */
    readonly expectedAt: string | null;
    readonly buyer: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** What caused the order, as a text (a sales order, a reordering rule) */
    readonly origin: string | null;
    /** The amounts of the whole order */
    readonly amounts: {
      /** After discount, before tax */
      readonly net: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Tax */
      readonly tax: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Including tax; what is to be paid */
      readonly gross: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    };
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string;
      /** Quantity ordered */
      readonly ordered: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity received so far */
      readonly received: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity billed so far */
      readonly billed: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** When the goods are expected */
      readonly expectedAt: string | null;
      /** The amounts of the line */
      readonly amounts: {
        /** After discount, before tax */
        readonly net: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
        /** Tax */
        readonly tax: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
        /** Including tax; what is to be paid */
        readonly gross: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
      };
    })[];
    /** The times that passed now: lines with one of these as expectedAt wait for goods */
    readonly missed: readonly (string)[];
  };
  /** The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments. */
  readonly 'procurement.purchase-order.changed.v2': {
    /** Canonical id */
    readonly id: string;
    /** The buyer's order number */
    readonly number: string;
    /** Where the order stands */
    readonly state: "draft" | "quotation-requested" | "awaiting-approval" | "approved" | "cancelled";
    /** True when the buyer closed the order for changes */
    readonly locked: boolean;
    /** The legal party the order is placed with */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The contact or address, when not the legal party itself */
    readonly supplierContact: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The supplier's own reference for this order */
    readonly supplierReference: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** When the order is to be placed */
    readonly orderedAt: string;
    /** When the order was approved */
    readonly approvedAt: string | null;
    /** When the first goods are expected */
    readonly expectedAt: string | null;
    readonly buyer: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** What caused the order, as a text (a sales order, a reordering rule) */
    readonly origin: string | null;
    /** The amounts of the whole order */
    readonly amounts: {
      /** After discount, before tax */
      readonly net: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Tax */
      readonly tax: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Including tax; what is to be paid */
      readonly gross: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    };
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string;
      /** Quantity ordered */
      readonly ordered: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity received so far */
      readonly received: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity billed so far */
      readonly billed: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** When the goods are expected */
      readonly expectedAt: string | null;
      /** The amounts of the line */
      readonly amounts: {
        /** After discount, before tax */
        readonly net: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
        /** Tax */
        readonly tax: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
        /** Including tax; what is to be paid */
        readonly gross: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
      };
    })[];
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** The buyer withdrew the order. It may be reopened as a draft and approved again. */
  readonly 'procurement.purchase-order.cancelled.v2': Events['procurement.purchase-order.created.v2'];
  /** Goods are on their way: an order was approved, or the rest of a partial receipt is still to come. Dock and staff can be planned. */
  readonly 'procurement.goods-receipt.expected.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the receipt */
    readonly number: string;
    /** Where the receipt stands */
    readonly state: "draft" | "expected" | "posted" | "cancelled";
    /** The legal party the goods come from */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** When the goods were expected */
    readonly expectedAt: string | null;
    /** When the receipt was posted */
    readonly postedAt: string | null;
    /** The receipt whose remaining goods this one expects */
    readonly backOrderOf: {
      /** Canonical id of the receipt */
      readonly id: string;
      /** Number of the receipt */
      readonly number: string;
    } | null;
    /** What caused the receipt, as a text (an order number) */
    readonly origin: string | null;
    /** The goods; cancelled movements left out */
    readonly lines: readonly ({
      /** Canonical id of the movement */
      readonly id: string;
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
      /** Quantity expected */
      readonly expected: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity counted; final once the receipt is posted */
      readonly received: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** The order the goods came for */
      readonly purchaseOrder: {
        /** Canonical id of the order */
        readonly id: string;
        /** Number of the order */
        readonly number: string;
      } | null;
      /** Canonical id of the line of the order */
      readonly purchaseOrderLineId: string | null;
    })[];
  };
  /** Goods were received and booked into stock. Final: a mistake is corrected by a return, not by an edit. */
  readonly 'procurement.goods-receipt.posted.v1': Events['procurement.goods-receipt.expected.v1'];
  /** Goods left for the supplier they came from. Whether a credit note is expected, each line says. */
  readonly 'procurement.goods-return.posted.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the return */
    readonly number: string;
    /** Where the return stands */
    readonly state: "draft" | "planned" | "posted" | "cancelled";
    /** The receipt that the goods came with */
    readonly receipt: {
      /** Canonical id of the receipt */
      readonly id: string;
      /** Number of the receipt */
      readonly number: string;
    } | null;
    /** The legal party the goods go back to */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** When the goods left */
    readonly postedAt: string | null;
    /** The goods; cancelled movements left out */
    readonly lines: readonly ({
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
      /** Quantity that went back */
      readonly returned: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** true: it counts as not received, a credit note is expected */
      readonly toBeCredited: boolean;
      /** The order the goods had come for */
      readonly purchaseOrder: {
        /** Canonical id of the order */
        readonly id: string;
        /** Number of the order */
        readonly number: string;
      } | null;
      /** Canonical id of the line of the order */
      readonly purchaseOrderLineId: string | null;
    })[];
  };
  /** We accepted the bill: it is in the books and will be paid when it is due. What does not match order and receipt comes as match-exception. */
  readonly 'procurement.vendor-bill.posted.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number in our books; null while it is a draft */
    readonly number: string | null;
    /** An invoice, or a credit note that takes it back */
    readonly kind: "invoice" | "credit-note";
    /** Where it stands in the books */
    readonly state: "draft" | "posted" | "cancelled";
    /** Whether it is paid; in-payment: paid, the bank has not told yet */
    readonly paymentState: "unpaid" | "partly-paid" | "in-payment" | "paid" | "reversed" | "blocked" | "unknown";
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** Date on the paper */
    readonly issuedOn: string | null;
    /** Day by which it is to be paid */
    readonly dueOn: string | null;
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** Total before tax */
    readonly untaxed: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Tax */
    readonly tax: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Total including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** What is still to be paid */
    readonly open: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** What a payment is to quote */
    readonly paymentReference: string | null;
    /** The document that this one takes back */
    readonly reversalOf: {
      /** Canonical id */
      readonly id: string;
      /** Number in our books; null while it is a draft */
      readonly number: string | null;
    } | null;
    /** What caused it, as a text (an order number) */
    readonly origin: string | null;
    /** The legal party that bills; null in an unfinished draft */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The supplier's own number of the bill */
    readonly supplierNumber: string | null;
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string | null;
      /** Quantity */
      readonly quantity: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** Amount of the line after discount, before tax */
      readonly subtotal: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** The order that is billed; null for what was never ordered */
      readonly purchaseOrder: {
        /** Canonical id of the order */
        readonly id: string;
        /** Number of the order */
        readonly number: string;
      } | null;
      /** Canonical id of the line of the order */
      readonly purchaseOrderLineId: string | null;
    })[];
  };
  /** Nothing is open any more: the supplier has its money, or the bank has our order to pay. */
  readonly 'procurement.vendor-bill.paid.v1': Events['procurement.vendor-bill.posted.v1'];
  /** The day by which we were to pay is over and something is still open. Comes once; again when the day is moved and passes again. */
  readonly 'procurement.vendor-bill.overdue.v1': Events['procurement.vendor-bill.posted.v1'];
  /** A bill was posted that does not agree with its purchase order or with what was received. Comes beside posted, once for the bill with all that does not agree. */
  readonly 'procurement.vendor-bill.match-exception.v1': {
    /** Canonical id of the bill */
    readonly id: string;
    /** Number of the bill in our books */
    readonly number: string | null;
    /** The legal party that bills */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The supplier's own number of the bill */
    readonly supplierNumber: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** Total of the bill including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Each disagreement of a line */
    readonly exceptions: readonly ({
      /** What does not agree */
      readonly kind: "not-ordered" | "billed-more-than-received" | "billed-more-than-ordered" | "price-higher-than-ordered";
      /** Canonical id of the line of the bill */
      readonly billLineId: string;
      /** The order; null for what was not ordered */
      readonly purchaseOrder: {
        /** Canonical id of the order */
        readonly id: string;
        /** Number of the order */
        readonly number: string;
      } | null;
      /** Canonical id of the line of the order */
      readonly purchaseOrderLineId: string | null;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
    })[];
  };
  /** The bill as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'procurement.vendor-bill.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number in our books; null while it is a draft */
    readonly number: string | null;
    /** An invoice, or a credit note that takes it back */
    readonly kind: "invoice" | "credit-note";
    /** Where it stands in the books */
    readonly state: "draft" | "posted" | "cancelled";
    /** Whether it is paid; in-payment: paid, the bank has not told yet */
    readonly paymentState: "unpaid" | "partly-paid" | "in-payment" | "paid" | "reversed" | "blocked" | "unknown";
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** Date on the paper */
    readonly issuedOn: string | null;
    /** Day by which it is to be paid */
    readonly dueOn: string | null;
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** Total before tax */
    readonly untaxed: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Tax */
    readonly tax: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Total including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** What is still to be paid */
    readonly open: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** What a payment is to quote */
    readonly paymentReference: string | null;
    /** The document that this one takes back */
    readonly reversalOf: {
      /** Canonical id */
      readonly id: string;
      /** Number in our books; null while it is a draft */
      readonly number: string | null;
    } | null;
    /** What caused it, as a text (an order number) */
    readonly origin: string | null;
    /** The legal party that bills; null in an unfinished draft */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The supplier's own number of the bill */
    readonly supplierNumber: string | null;
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string | null;
      /** Quantity */
      readonly quantity: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** Amount of the line after discount, before tax */
      readonly subtotal: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** The order that is billed; null for what was never ordered */
      readonly purchaseOrder: {
        /** Canonical id of the order */
        readonly id: string;
        /** Number of the order */
        readonly number: string;
      } | null;
      /** Canonical id of the line of the order */
      readonly purchaseOrderLineId: string | null;
    })[];
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /**
   * A purchase order was entered. It may still be an unfinished draft; nobody has committed to anything.
   * @deprecated Version 2 tells net, tax and gross of the order and of each line in the same words; version 1 has no tax of a line. Gone from 2027-11-22; go to procurement.purchase-order.created.v2.
   */
  readonly 'procurement.purchase-order.created.v1': {
    /** Canonical id */
    readonly id: string;
    /** The buyer's order number */
    readonly number: string;
    /** Where the order stands */
    readonly state: "draft" | "quotation-requested" | "awaiting-approval" | "approved" | "cancelled";
    /** True when the buyer closed the order for changes */
    readonly locked: boolean;
    /** The legal party the order is placed with */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The contact or address, when not the legal party itself */
    readonly supplierContact: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The supplier's own reference for this order */
    readonly supplierReference: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** When the order is to be placed */
    readonly orderedAt: string;
    /** When the order was approved */
    readonly approvedAt: string | null;
    /** When the first goods are expected */
    readonly expectedAt: string | null;
    readonly buyer: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** What caused the order, as a text (a sales order, a reordering rule) */
    readonly origin: string | null;
    /** Total before tax */
    readonly untaxed: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Tax */
    readonly tax: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Total including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string;
      /** Quantity ordered */
      readonly ordered: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity received so far */
      readonly received: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity billed so far */
      readonly billed: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** When the goods are expected */
      readonly expectedAt: string | null;
      /** Amount of the line after discount, before tax */
      readonly subtotal: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    })[];
  };
  /**
   * The buyer committed to the order: the supplier may deliver. Comes once per approval; later edits come as changed.
   * @deprecated Version 2 tells net, tax and gross of the order and of each line in the same words; version 1 has no tax of a line. Gone from 2027-11-22; go to procurement.purchase-order.approved.v2.
   */
  readonly 'procurement.purchase-order.approved.v1': Events['procurement.purchase-order.created.v1'];
  /**
   * The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments.
   * @deprecated Version 2 tells net, tax and gross of the order and of each line in the same words; version 1 has no tax of a line. Gone from 2027-11-22; go to procurement.purchase-order.changed.v2.
   */
  readonly 'procurement.purchase-order.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** The buyer's order number */
    readonly number: string;
    /** Where the order stands */
    readonly state: "draft" | "quotation-requested" | "awaiting-approval" | "approved" | "cancelled";
    /** True when the buyer closed the order for changes */
    readonly locked: boolean;
    /** The legal party the order is placed with */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The contact or address, when not the legal party itself */
    readonly supplierContact: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The supplier's own reference for this order */
    readonly supplierReference: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** When the order is to be placed */
    readonly orderedAt: string;
    /** When the order was approved */
    readonly approvedAt: string | null;
    /** When the first goods are expected */
    readonly expectedAt: string | null;
    readonly buyer: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** What caused the order, as a text (a sales order, a reordering rule) */
    readonly origin: string | null;
    /** Total before tax */
    readonly untaxed: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Tax */
    readonly tax: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Total including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string;
      /** Quantity ordered */
      readonly ordered: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity received so far */
      readonly received: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity billed so far */
      readonly billed: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** When the goods are expected */
      readonly expectedAt: string | null;
      /** Amount of the line after discount, before tax */
      readonly subtotal: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    })[];
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /**
   * The buyer withdrew the order. It may be reopened as a draft and approved again.
   * @deprecated Version 2 tells net, tax and gross of the order and of each line in the same words; version 1 has no tax of a line. Gone from 2027-11-22; go to procurement.purchase-order.cancelled.v2.
   */
  readonly 'procurement.purchase-order.cancelled.v1': Events['procurement.purchase-order.created.v1'];
  /** The product as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'products.product.changed.v1': {
    /** Canonical id of the product, all its variants together */
    readonly id: string;
    /** English name */
    readonly name: string;
    /** Goods, a service, or a combination of others */
    readonly kind: "goods" | "service" | "combination";
    /** true: its quantity is kept */
    readonly stocked: boolean;
    /** Whether each piece, each lot or nothing is followed */
    readonly tracking: "serial" | "lot" | "none";
    /** Category */
    readonly category: {
      /** Canonical id */
      readonly id: string;
      /** Names from the top down, as `All / Screws` */
      readonly path: string;
    } | null;
    /** The unit it is counted in */
    readonly unit: {
      /** Canonical id */
      readonly id: string;
      /** English name; what quantities carry as `uom` */
      readonly name: string;
    };
    /** true: it may be sold */
    readonly sold: boolean;
    /** true: it may be bought */
    readonly bought: boolean;
    /** false when archived */
    readonly active: boolean;
    /** Sales price of one unit, before tax and price lists */
    readonly listPrice: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Variants, archived ones included */
    readonly variants: readonly ({
      /** Canonical id; the one that orders and stock name */
      readonly id: string;
      /** Our product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** false when archived */
      readonly active: boolean;
      /** What sets it apart from the other variants, as `Colour: red` */
      readonly attributes: readonly (string)[];
    })[];
    /** What suppliers ask, in the order in which they are preferred */
    readonly supplierPrices: readonly ({
      /** Who sells it to us */
      readonly supplier: {
        /** Canonical id */
        readonly id: string;
        /** Name */
        readonly name: string | null;
        /** Our reference for this party */
        readonly reference: string | null;
      };
      /** The supplier's own code */
      readonly supplierCode: string | null;
      /** The price holds from this quantity on */
      readonly minimum: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount */
      readonly price: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Days from order to delivery */
      readonly leadTimeDays: number;
    })[];
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** The list price of a product that exists already is another one. Price lists and suppliers' prices are not meant. */
  readonly 'products.product.price-changed.v1': {
    /** Canonical id of the product, all its variants together */
    readonly id: string;
    /** English name */
    readonly name: string;
    /** Goods, a service, or a combination of others */
    readonly kind: "goods" | "service" | "combination";
    /** true: its quantity is kept */
    readonly stocked: boolean;
    /** Whether each piece, each lot or nothing is followed */
    readonly tracking: "serial" | "lot" | "none";
    /** Category */
    readonly category: {
      /** Canonical id */
      readonly id: string;
      /** Names from the top down, as `All / Screws` */
      readonly path: string;
    } | null;
    /** The unit it is counted in */
    readonly unit: {
      /** Canonical id */
      readonly id: string;
      /** English name; what quantities carry as `uom` */
      readonly name: string;
    };
    /** true: it may be sold */
    readonly sold: boolean;
    /** true: it may be bought */
    readonly bought: boolean;
    /** false when archived */
    readonly active: boolean;
    /** Sales price of one unit, before tax and price lists */
    readonly listPrice: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Variants, archived ones included */
    readonly variants: readonly ({
      /** Canonical id; the one that orders and stock name */
      readonly id: string;
      /** Our product code */
      readonly code: string | null;
      /** GTIN or other barcode */
      readonly barcode: string | null;
      /** false when archived */
      readonly active: boolean;
      /** What sets it apart from the other variants, as `Colour: red` */
      readonly attributes: readonly (string)[];
    })[];
    /** What suppliers ask, in the order in which they are preferred */
    readonly supplierPrices: readonly ({
      /** Who sells it to us */
      readonly supplier: {
        /** Canonical id */
        readonly id: string;
        /** Name */
        readonly name: string | null;
        /** Our reference for this party */
        readonly reference: string | null;
      };
      /** The supplier's own code */
      readonly supplierCode: string | null;
      /** The price holds from this quantity on */
      readonly minimum: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount */
      readonly price: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Days from order to delivery */
      readonly leadTimeDays: number;
    })[];
  };
  /** The product was archived: nobody should order or make it any more. Stock may be left. */
  readonly 'products.product.discontinued.v1': Events['products.product.price-changed.v1'];
  /** The unit as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'products.unit.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** English name; what quantities carry as `uom` */
    readonly name: string;
    /** The unit that it is a multiple of; null for a basic unit */
    readonly madeOf: {
      /** Canonical id */
      readonly id: string;
      /** English name; what quantities carry as `uom` */
      readonly name: string;
    } | null;
    /** How many of `madeOf` it is; 1 for a basic unit */
    readonly factor: string;
    /** false when archived */
    readonly active: boolean;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** The category as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'products.category.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Names from the top down, as `All / Screws` */
    readonly path: string;
    /** Name */
    readonly name: string;
    /** The category it belongs to; null at the top */
    readonly parent: {
      /** Canonical id */
      readonly id: string;
      /** Names from the top down, as `All / Screws` */
      readonly path: string;
    } | null;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** A project was set up, by a person or by a sales order that brings one with it. Work may not have begun. */
  readonly 'projects.project.created.v1': {
    /** Canonical id */
    readonly id: string;
    /** Name */
    readonly name: string;
    /** planned until a first status says that work goes on; closed when done, in a folded stage or archived */
    readonly phase: "planned" | "active" | "on-hold" | "closed";
    /** How the last project update judged it */
    readonly status: "not-set" | "on-track" | "at-risk" | "off-track" | "on-hold" | "done";
    /** Name of the project's stage, where stages are used */
    readonly stage: string | null;
    /** The legal party the work is done for */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The sales order that pays for it */
    readonly order: {
      /** Canonical id of the order */
      readonly id: string;
      /** Number of the order */
      readonly number: string;
    } | null;
    readonly manager: {
      /** Canonical id */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    readonly costCode: {
      /** Canonical id of the analytic account */
      readonly id: string;
      /** Code of the account */
      readonly code: string | null;
      /** Name of the account */
      readonly name: string;
    } | null;
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** Planned first day */
    readonly startsOn: string | null;
    /** Planned last day */
    readonly endsOn: string | null;
    /** Hours planned for the whole project; 0 when not planned */
    readonly budgetedHours: string;
  };
  /** Work goes on: the first status (on track, at risk, off track) was given, or the first after on hold or done. */
  readonly 'projects.project.activated.v1': Events['projects.project.created.v1'];
  /** The project ended: complete, moved to a folded stage, or archived. It may be taken up again. */
  readonly 'projects.project.closed.v1': Events['projects.project.created.v1'];
  /** The project as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'projects.project.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Name */
    readonly name: string;
    /** planned until a first status says that work goes on; closed when done, in a folded stage or archived */
    readonly phase: "planned" | "active" | "on-hold" | "closed";
    /** How the last project update judged it */
    readonly status: "not-set" | "on-track" | "at-risk" | "off-track" | "on-hold" | "done";
    /** Name of the project's stage, where stages are used */
    readonly stage: string | null;
    /** The legal party the work is done for */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The sales order that pays for it */
    readonly order: {
      /** Canonical id of the order */
      readonly id: string;
      /** Number of the order */
      readonly number: string;
    } | null;
    readonly manager: {
      /** Canonical id */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    readonly costCode: {
      /** Canonical id of the analytic account */
      readonly id: string;
      /** Code of the account */
      readonly code: string | null;
      /** Name of the account */
      readonly name: string;
    } | null;
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** Planned first day */
    readonly startsOn: string | null;
    /** Planned last day */
    readonly endsOn: string | null;
    /** Hours planned for the whole project; 0 when not planned */
    readonly budgetedHours: string;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** The task went to another stage of its project. Its creation in a first stage is none. */
  readonly 'projects.task.stage-changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** What is to be done */
    readonly title: string;
    /** The project */
    readonly project: {
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    };
    /** Name of the stage: each project's own column */
    readonly stage: string | null;
    /** Where the task stands; waiting: for another task */
    readonly state: "in-progress" | "changes-requested" | "approved" | "waiting" | "done" | "cancelled";
    /** The people who work on it */
    readonly assignees: readonly ({
      /** Canonical id */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    })[];
    /** Name of the milestone it counts for */
    readonly milestone: string | null;
    /** When it is to be done */
    readonly deadline: string | null;
    /** Hours planned; 0 when not planned */
    readonly budgetedHours: string;
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
  };
  /** The task as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'projects.task.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** What is to be done */
    readonly title: string;
    /** The project */
    readonly project: {
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    };
    /** Name of the stage: each project's own column */
    readonly stage: string | null;
    /** Where the task stands; waiting: for another task */
    readonly state: "in-progress" | "changes-requested" | "approved" | "waiting" | "done" | "cancelled";
    /** The people who work on it */
    readonly assignees: readonly ({
      /** Canonical id */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    })[];
    /** Name of the milestone it counts for */
    readonly milestone: string | null;
    /** When it is to be done */
    readonly deadline: string | null;
    /** Hours planned; 0 when not planned */
    readonly budgetedHours: string;
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** The milestone was marked as reached. It can be unmarked and reached again. */
  readonly 'projects.milestone.reached.v1': {
    /** Canonical id */
    readonly id: string;
    /** Name */
    readonly name: string;
    /** The project */
    readonly project: {
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    };
    /** Day on which it is to be reached */
    readonly dueOn: string | null;
    /** Whether it is reached */
    readonly reached: boolean;
    /** Day on which it was marked as reached */
    readonly reachedOn: string | null;
  };
  /** The day of the milestone is over and it is not reached. Comes once; again when the day is moved and passes again. */
  readonly 'projects.milestone.overdue.v1': Events['projects.milestone.reached.v1'];
  /** The milestone as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'projects.milestone.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Name */
    readonly name: string;
    /** The project */
    readonly project: {
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    };
    /** Day on which it is to be reached */
    readonly dueOn: string | null;
    /** Whether it is reached */
    readonly reached: boolean;
    /** Day on which it was marked as reached */
    readonly reachedOn: string | null;
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** Time was entered for a project. Corrections come as changed. */
  readonly 'projects.timesheet.logged.v1': {
    /** Canonical id */
    readonly id: string;
    /** Day of the work */
    readonly workedOn: string;
    readonly employee: {
      /** Canonical id */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** The project */
    readonly project: {
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    };
    /** The task; null for work on the project as a whole */
    readonly task: {
      /** Canonical id of the task */
      readonly id: string;
      /** What was to be done */
      readonly title: string;
    } | null;
    /** What was done; a slash where nothing was said */
    readonly description: string;
    /** Time worked */
    readonly worked: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** What the time costs us, by the employee's hourly cost; positive */
    readonly cost: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** True when an invoice to the customer holds this time: it can no longer be edited */
    readonly validated: boolean;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
  };
  /** The time was taken into an invoice to the customer. Odoo Community has no approval of timesheets: time that is not invoiced by the hour is never validated. */
  readonly 'projects.timesheet.validated.v1': Events['projects.timesheet.logged.v1'];
  /** The entry as it is after any change, its creation and a re-emission included. For keeping a copy. */
  readonly 'projects.timesheet.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Day of the work */
    readonly workedOn: string;
    readonly employee: {
      /** Canonical id */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** The project */
    readonly project: {
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    };
    /** The task; null for work on the project as a whole */
    readonly task: {
      /** Canonical id of the task */
      readonly id: string;
      /** What was to be done */
      readonly title: string;
    } | null;
    /** What was done; a slash where nothing was said */
    readonly description: string;
    /** Time worked */
    readonly worked: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** What the time costs us, by the employee's hourly cost; positive */
    readonly cost: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** True when an invoice to the customer holds this time: it can no longer be edited */
    readonly validated: boolean;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** A project became dearer or cheaper: an entry was booked or corrected. An entry that is deleted is not told. */
  readonly 'projects.project-cost.updated.v1': {
    /** Canonical id of the entry */
    readonly id: string;
    /** The projects of the account; several where they share one account */
    readonly projects: readonly ({
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    })[];
    /** The account that costs are booked on */
    readonly costCode: {
      /** Canonical id of the analytic account */
      readonly id: string;
      /** Code of the account */
      readonly code: string | null;
      /** Name of the account */
      readonly name: string;
    };
    /** What caused the cost */
    readonly kind: "labour" | "equipment" | "purchase" | "revenue" | "material" | "production" | "other";
    /** Day of the entry */
    readonly bookedOn: string;
    /** Text of the entry */
    readonly description: string;
    /** Quantity behind the amount; 0 where there is none */
    readonly quantity: {
      /** Decimal string */
      readonly value: string;
      /** The unit's English name; null where Odoo keeps none */
      readonly uom: string | null;
    };
    /** What the entry costs the project; negative for income */
    readonly cost: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** The use of equipment was charged to a project. */
  readonly 'projects.equipment-usage.logged.v1': {
    /** Canonical id of the entry */
    readonly id: string;
    /** Canonical id of the equipment */
    readonly equipmentId: string;
    /** The projects of the account that was charged; one as a rule */
    readonly projects: readonly ({
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    })[];
    /** Day of the use */
    readonly usedOn: string;
    /** How many hours it was used */
    readonly usedHours: string;
    /** What the use costs the project */
    readonly cost: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** What it was used for */
    readonly description: string;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
  };
  /** A request for information was asked. */
  readonly 'projects.rfi.opened.v1': {
    /** Canonical id */
    readonly id: string;
    /** What is asked */
    readonly question: string;
    /** The project */
    readonly project: {
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    };
    /** Where the request stands */
    readonly state: "open" | "answered" | "withdrawn";
    /** The people who work on it */
    readonly responsible: readonly ({
      /** Canonical id */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    })[];
    /** When the answer is needed */
    readonly answerDueAt: string | null;
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    } | null;
  };
  /** The request was answered; the answer is in the task's messages. It comes again when the request is reopened and answered again. */
  readonly 'projects.rfi.answered.v1': Events['projects.rfi.opened.v1'];
  /** The change was offered to the customer. */
  readonly 'projects.change-order.proposed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Our number of it */
    readonly number: string;
    /** Where it stands */
    readonly state: "draft" | "proposed" | "approved" | "rejected";
    /** The project that changes */
    readonly project: {
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    };
    /** The legal party that pays for it */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The customer's own reference */
    readonly customerReference: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** What the change adds to the contract, before tax */
    readonly untaxed: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** The same including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
  };
  /** The customer agreed: the change belongs to the contract. */
  readonly 'projects.change-order.approved.v1': Events['projects.change-order.proposed.v1'];
  /** The change was refused or withdrawn. */
  readonly 'projects.change-order.rejected.v1': Events['projects.change-order.proposed.v1'];
  /** Goods for a project were received and booked into stock. */
  readonly 'projects.site-receipt.posted.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the receipt */
    readonly number: string;
    /** Where the receipt stands */
    readonly state: "draft" | "expected" | "posted" | "cancelled";
    /** The legal party the goods come from */
    readonly supplier: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** When the goods were expected */
    readonly expectedAt: string | null;
    /** When the receipt was posted */
    readonly postedAt: string | null;
    /** The receipt whose remaining goods this one expects */
    readonly backOrderOf: {
      /** Canonical id of the receipt */
      readonly id: string;
      /** Number of the receipt */
      readonly number: string;
    } | null;
    /** What caused the receipt, as a text (an order number) */
    readonly origin: string | null;
    /** The goods; cancelled movements left out */
    readonly lines: readonly ({
      /** Canonical id of the movement */
      readonly id: string;
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
      /** Quantity expected */
      readonly expected: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity counted; final once the receipt is posted */
      readonly received: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** The order the goods came for */
      readonly purchaseOrder: {
        /** Canonical id of the order */
        readonly id: string;
        /** Number of the order */
        readonly number: string;
      } | null;
      /** Canonical id of the line of the order */
      readonly purchaseOrderLineId: string | null;
    })[];
    /** The project the goods are for */
    readonly project: {
      /** Canonical id of the project */
      readonly id: string;
      /** Name of the project */
      readonly name: string;
    };
  };
  /** The bill was checked and booked: we owe it. */
  readonly 'projects.subcontractor-bill.posted.v1': {
    /** Canonical id */
    readonly id: string;
    /** Our number of the bill; null before it is posted */
    readonly number: string | null;
    /** Where the bill stands */
    readonly state: "draft" | "posted" | "cancelled";
    /** Whether nothing is open any more */
    readonly paid: boolean;
    /** The legal party that bills */
    readonly subcontractor: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The subcontractor's own number of the bill */
    readonly subcontractorReference: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** Date of the bill */
    readonly billedOn: string | null;
    /** When it is to be paid */
    readonly dueOn: string | null;
    /** Total of the bill including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** What is still to be paid */
    readonly open: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** The work on projects; other lines of the bill left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** Text of the line */
      readonly description: string | null;
      /** The project the work was for */
      readonly project: {
        /** Canonical id of the project */
        readonly id: string;
        /** Name of the project */
        readonly name: string;
      };
      /** The order of the work */
      readonly purchaseOrder: {
        /** Canonical id of the order */
        readonly id: string;
        /** Number of the order */
        readonly number: string;
      };
      /** Quantity billed */
      readonly billed: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Amount before tax */
      readonly subtotal: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    })[];
  };
  /** Nothing is open on the bill any more. */
  readonly 'projects.subcontractor-bill.paid.v1': Events['projects.subcontractor-bill.posted.v1'];
  /** The offer went to the customer, or was marked as sent. Comes again when it is reopened and sent again. */
  readonly 'sales.quotation.sent.v1': {
    /** Canonical id */
    readonly id: string;
    /** Our number of the quotation and of the order it becomes */
    readonly number: string;
    /** Where the order stands */
    readonly state: "quotation" | "quotation-sent" | "confirmed" | "cancelled";
    /** True when we closed the order for changes */
    readonly locked: boolean;
    /** The legal party that buys */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The contact or address, when not the legal party itself */
    readonly customerContact: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The address the goods go to */
    readonly deliverTo: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The customer's own reference for this order */
    readonly customerReference: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** Total before tax */
    readonly untaxed: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Tax */
    readonly tax: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Total including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Date of the quotation; once confirmed, when the order was confirmed */
    readonly orderedAt: string;
    /** Last day on which the quotation can be accepted */
    readonly validUntil: string | null;
    /** Delivery date promised to the customer */
    readonly promisedAt: string | null;
    /** How far the goods are delivered; null where there are none */
    readonly delivery: "not-started" | "started" | "partly-delivered" | "delivered" | null;
    /** How far the order is invoiced */
    readonly invoicing: "nothing-to-invoice" | "to-invoice" | "invoiced" | "more-delivered-than-ordered";
    readonly salesperson: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string;
      /** Quantity ordered */
      readonly ordered: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity delivered so far */
      readonly delivered: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity invoiced so far, draft invoices included */
      readonly invoiced: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** Amount of the line after discount, before tax */
      readonly subtotal: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    })[];
  };
  /** Customer and we are committed: the goods are to be delivered. Later edits come as changed. */
  readonly 'sales.order.confirmed.v1': Events['sales.quotation.sent.v1'];
  /** The quotation or order was withdrawn. It may be reopened as a quotation and confirmed again. */
  readonly 'sales.order.cancelled.v1': Events['sales.quotation.sent.v1'];
  /** The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments. */
  readonly 'sales.order.changed.v1': {
    /** Canonical id */
    readonly id: string;
    /** Our number of the quotation and of the order it becomes */
    readonly number: string;
    /** Where the order stands */
    readonly state: "quotation" | "quotation-sent" | "confirmed" | "cancelled";
    /** True when we closed the order for changes */
    readonly locked: boolean;
    /** The legal party that buys */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The contact or address, when not the legal party itself */
    readonly customerContact: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    } | null;
    /** The address the goods go to */
    readonly deliverTo: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The customer's own reference for this order */
    readonly customerReference: string | null;
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** ISO 4217; the currency of all amounts */
    readonly currency: string;
    /** Total before tax */
    readonly untaxed: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Tax */
    readonly tax: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Total including tax */
    readonly total: {
      /** Decimal string */
      readonly amount: string;
      /** ISO 4217 */
      readonly currency: string;
    };
    /** Date of the quotation; once confirmed, when the order was confirmed */
    readonly orderedAt: string;
    /** Last day on which the quotation can be accepted */
    readonly validUntil: string | null;
    /** Delivery date promised to the customer */
    readonly promisedAt: string | null;
    /** How far the goods are delivered; null where there are none */
    readonly delivery: "not-started" | "started" | "partly-delivered" | "delivered" | null;
    /** How far the order is invoiced */
    readonly invoicing: "nothing-to-invoice" | "to-invoice" | "invoiced" | "more-delivered-than-ordered";
    readonly salesperson: {
      /** Canonical id of the user */
      readonly id: string;
      /** Name of the person */
      readonly name: string;
    } | null;
    /** The lines; sections and notes left out */
    readonly lines: readonly ({
      /** Canonical id of the line */
      readonly id: string;
      /** null for a line without a product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      } | null;
      /** Text of the line */
      readonly description: string;
      /** Quantity ordered */
      readonly ordered: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity delivered so far */
      readonly delivered: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity invoiced so far, draft invoices included */
      readonly invoiced: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Price of one unit before discount and tax; may be finer than the currency */
      readonly unitPrice: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Discount on the unit price in percent */
      readonly discountPercent: string;
      /** Amount of the line after discount, before tax */
      readonly subtotal: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    })[];
    /** How it came about */
    readonly change: "created" | "updated" | "snapshot";
  };
  /** Goods of an order left for the customer. Final: goods that come back are a return, not an edit. */
  readonly 'sales.shipment.dispatched.v1': {
    /** Canonical id */
    readonly id: string;
    /** Number of the shipment (delivery note) */
    readonly number: string;
    /** Where the shipment stands */
    readonly state: "draft" | "waiting-for-stock" | "ready" | "dispatched" | "cancelled";
    /** The order that is delivered */
    readonly order: {
      /** Canonical id of the order */
      readonly id: string;
      /** Our order number */
      readonly number: string;
    };
    /** The legal party that ordered */
    readonly customer: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** The address the goods go to */
    readonly deliverTo: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string | null;
      /** Our reference for this party */
      readonly reference: string | null;
    };
    /** Our company */
    readonly company: {
      /** Canonical id */
      readonly id: string;
      /** Name */
      readonly name: string;
    };
    /** When the goods were to leave */
    readonly plannedAt: string | null;
    /** When the goods left */
    readonly dispatchedAt: string | null;
    /** The shipment whose remaining goods this one carries */
    readonly backOrderOf: {
      /** Canonical id of the shipment */
      readonly id: string;
      /** Number of the shipment */
      readonly number: string;
    } | null;
    /** The goods; cancelled movements left out */
    readonly lines: readonly ({
      /** Canonical id of the movement */
      readonly id: string;
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
      /** Quantity planned for this shipment; what remains goes into a back-order */
      readonly expected: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Quantity that left; final once the shipment is dispatched */
      readonly dispatched: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Canonical id of the line of the order */
      readonly orderLineId: string | null;
    })[];
  };
}

/** By contract id: input, answer and own refusals of a command. */
export interface Commands {
  /** Enter that somebody is interested in buying. Nobody is assigned: the sales team picks it up. */
  readonly 'crm.create-lead.v1': {
    readonly input: {
      /** What it is about */
      readonly title: string;
      /** lead: somebody has to qualify it first; opportunity: it goes into the pipeline */
      readonly kind: "lead" | "opportunity";
      /** The party, where it is one of ours */
      readonly customerId?: string;
      /** Name of the company */
      readonly company?: string;
      /** Name of the person */
      readonly person?: string;
      /** E-mail address */
      readonly email?: string;
      /** Telephone number */
      readonly phone?: string;
      /** What can be sold */
      readonly expectedRevenue?: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217; the company's currency */
        readonly currency: string;
      };
      /** Your own key of the lead: later commands may name it by that. Only one of your system's has it */
      readonly externalId?: string;
    };
    readonly answer: {
      /** Canonical id */
      readonly leadId: string;
      /** What it is about */
      readonly title: string;
      /** lead or opportunity */
      readonly kind: "lead" | "opportunity";
    };
    readonly refusal: 'customer-not-found' | 'lead-exists' | 'currency-differs';
  };
  /** Book money that a customer paid for one invoice, in full or in part. */
  readonly 'finance.register-payment.v1': {
    readonly input: {
      /** The invoice that was paid */
      readonly invoiceId: string;
      /** The company of the invoice; several companies may have journals of one code */
      readonly companyId: string;
      /** What was paid, above zero, at most what is open */
      readonly amount: string;
      /** ISO 4217; must be the currency of the invoice */
      readonly currency: string;
      /** Day of the payment */
      readonly paidOn: string;
      /** Code of the company's bank or cash journal that the money came to */
      readonly journal: string;
      /** What the payment quotes, or the id the bank gave it */
      readonly reference: string;
    };
    readonly answer: {
      /** The invoice */
      readonly invoice: {
        /** Canonical id */
        readonly id: string;
        /** Number in our books; null while it is a draft */
        readonly number: string | null;
      };
      /** Whether the invoice is paid now */
      readonly paymentState: "unpaid" | "partly-paid" | "in-payment" | "paid" | "reversed" | "blocked" | "unknown";
      /** What is still to be paid */
      readonly open: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Canonical id of the payment that was booked */
      readonly paymentId: string;
    };
    readonly refusal: 'invoice-not-found' | 'invoice-not-posted' | 'invoice-not-open' | 'company-differs' | 'currency-differs' | 'amount-exceeds-open' | 'amount-too-fine' | 'journal-not-found' | 'journal-currency-differs' | 'payment-not-booked';
  };
  /** Promise goods that are free to a transfer, by the warehouse's removal strategy. What was reserved before stays reserved. */
  readonly 'inventory.reserve-stock.v1': {
    readonly input: {
      /** The delivery or other transfer that wants goods */
      readonly transferId: string;
      /** true: reserve what there is; false: all or nothing */
      readonly partial: boolean;
    };
    readonly answer: {
      /** The transfer */
      readonly transfer: {
        /** Canonical id of the transfer */
        readonly id: string;
        /** Number of the transfer */
        readonly number: string;
      };
      /** ready: it may be picked; waiting: something is still missing */
      readonly state: "waiting" | "ready";
      /** What is reserved now */
      readonly lines: readonly ({
        /** Canonical id of the movement */
        readonly id: string;
        /** A product */
        readonly product: {
          /** Canonical id */
          readonly id: string;
          /** The buyer's own product code */
          readonly code: string | null;
          /** GTIN or other barcode */
          readonly barcode: string | null;
          /** English name */
          readonly name: string;
        };
        /** Quantity wanted */
        readonly wanted: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
        /** Quantity reserved */
        readonly reserved: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
      })[];
    };
    readonly refusal: 'transfer-not-found' | 'transfer-not-open' | 'stock-insufficient';
  };
  /** Post goods that left for a customer, in full or in part, out of what is reserved for the delivery. */
  readonly 'inventory.issue-goods.v1': {
    readonly input: {
      /** The delivery */
      readonly deliveryId: string;
      /** What left; lines not named here did not leave */
      readonly lines: readonly ({
        /** The line of the delivery */
        readonly lineId: string;
        /** Quantity that left, above zero, in the unit `uom` */
        readonly quantity: string;
        /** The unit of the line, by its English name */
        readonly uom: string;
      })[];
      /** true: what did not leave stays wanted, in a back-order; false: it is cancelled */
      readonly backOrder: boolean;
    };
    readonly answer: {
      /** The delivery */
      readonly delivery: {
        /** Canonical id of the delivery */
        readonly id: string;
        /** Number of the delivery */
        readonly number: string;
      };
      /** When it was posted */
      readonly dispatchedAt: string;
      /** What was posted */
      readonly lines: readonly ({
        /** The line of the delivery */
        readonly lineId: string;
        /** Quantity posted */
        readonly issued: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
      })[];
      /** The delivery of the rest; null when there is none */
      readonly backOrder: {
        /** Canonical id of the delivery */
        readonly id: string;
        /** Number of the delivery */
        readonly number: string;
      } | null;
    };
    readonly refusal: 'delivery-not-found' | 'delivery-not-open' | 'back-order-not-possible' | 'line-not-found' | 'unit-differs' | 'quantity-not-reserved' | 'lots-in-part' | 'quantity-too-fine' | 'delivery-needs-a-person';
  };
  /** Book goods that were moved from one of our locations to another, as one posted transfer. */
  readonly 'inventory.transfer-stock.v1': {
    readonly input: {
      /** What was moved */
      readonly productId: string;
      /** How much, above zero, in the unit `uom` */
      readonly quantity: string;
      /** The product's own unit, by its English name */
      readonly uom: string;
      /** Its lot or serial number; needed for goods that are tracked */
      readonly lotId?: string;
      /** Where it lay */
      readonly fromLocationId: string;
      /** Where it lies now */
      readonly toLocationId: string;
      /** The sender's own number of it; kept as the source document */
      readonly reference?: string;
    };
    readonly answer: {
      /** The posted transfer */
      readonly transfer: {
        /** Canonical id of the transfer */
        readonly id: string;
        /** Number of the transfer */
        readonly number: string;
      };
      /** Canonical id of the movement */
      readonly movementId: string;
      /** Quantity booked */
      readonly moved: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** When it was booked */
      readonly postedAt: string;
    };
    readonly refusal: 'product-not-found' | 'unit-differs' | 'lot-required' | 'lot-not-found' | 'source-not-found' | 'destination-not-found' | 'quantity-too-fine' | 'goods-not-moved';
  };
  /** Move goods to a warehouse's quality control location. They stay in stock, but away from what is picked. To free them, transfer them back. */
  readonly 'inventory.quarantine-stock.v1': {
    readonly input: {
      /** What was moved */
      readonly productId: string;
      /** How much, above zero, in the unit `uom` */
      readonly quantity: string;
      /** The product's own unit, by its English name */
      readonly uom: string;
      /** Its lot or serial number; needed for goods that are tracked */
      readonly lotId?: string;
      /** Where it lay */
      readonly fromLocationId: string;
      /** The warehouse's quality control location, or one below it */
      readonly quarantineLocationId: string;
      /** Why; kept as the source document of the transfer */
      readonly reason: string;
    };
    readonly answer: {
      /** The posted transfer */
      readonly transfer: {
        /** Canonical id of the transfer */
        readonly id: string;
        /** Number of the transfer */
        readonly number: string;
      };
      /** Canonical id of the movement */
      readonly movementId: string;
      /** Quantity booked */
      readonly moved: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** When it was booked */
      readonly postedAt: string;
    };
    readonly refusal: 'product-not-found' | 'unit-differs' | 'lot-required' | 'lot-not-found' | 'source-not-found' | 'destination-not-found' | 'quantity-too-fine' | 'goods-not-moved' | 'not-a-quarantine-location';
  };
  /** Correct a stock level to what was counted. The difference is booked as a count, with its value. */
  readonly 'inventory.adjust-stock.v1': {
    readonly input: {
      /** What was counted */
      readonly productId: string;
      /** Where; one of our own shelves */
      readonly locationId: string;
      /** Its lot or serial number; needed for goods that are tracked */
      readonly lotId?: string;
      /** How much lies there, in the unit `uom`; goods in packages or of another owner are not counted */
      readonly counted: string;
      /** The product's own unit, by its English name */
      readonly uom: string;
      /** What the counter believes Odoo knows; refused when it knows something else. Left out: the count is right in any case */
      readonly expected?: string;
      /** true: Odoo knows of none there so far; false: it knows of some */
      readonly newLevel: boolean;
    };
    readonly answer: {
      /** Canonical id of the stock level */
      readonly stockLevelId: string;
      /** What Odoo knows now */
      readonly onHand: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    };
    readonly refusal: 'product-not-found' | 'unit-differs' | 'location-not-found' | 'lot-required' | 'lot-not-found' | 'stock-level-not-found' | 'stock-level-exists' | 'stock-level-differs' | 'quantity-too-fine';
  };
  /** Ask for maintenance. The request starts in the first stage, with the team and technician of the machine. */
  readonly 'maintenance.open-request.v1': {
    readonly input: {
      /** What is wrong, or to be done */
      readonly subject: string;
      /** The machine; left out for work on none */
      readonly equipmentId?: string;
      /** corrective: it broke; preventive: so that it does not */
      readonly kind: "corrective" | "preventive";
      /** How urgent it is */
      readonly priority: "very-low" | "low" | "normal" | "high";
      /** What else is known */
      readonly description?: string;
      /** When work is planned to begin */
      readonly plannedStart?: string;
      /** Your own key of the request: later commands may name it by that. Only one of your system's has it */
      readonly externalId?: string;
    };
    readonly answer: {
      /** The request */
      readonly request: {
        /** Canonical id */
        readonly id: string;
        /** Number of the request; what goods and costs are booked on */
        readonly number: string;
      };
      /** Where it stands */
      readonly stage: {
        /** Canonical id of the stage */
        readonly id: string;
        /** Name of the stage; each company has stages of its own */
        readonly name: string;
        /** Work in this stage is over */
        readonly isFinal: boolean;
      };
      /** Day on which it was finished */
      readonly closedOn: string | null;
    };
    readonly refusal: 'equipment-not-found';
  };
  /** Put a maintenance request into another stage. To finish it, close it. */
  readonly 'maintenance.move-request.v1': {
    readonly input: {
      /** The request; or externalId */
      readonly requestId?: string;
      /** In place of requestId: the key that your system opened it with */
      readonly externalId?: string;
      /** The stage; not a final one */
      readonly stageId: string;
    };
    readonly answer: {
      /** The request */
      readonly request: {
        /** Canonical id */
        readonly id: string;
        /** Number of the request; what goods and costs are booked on */
        readonly number: string;
      };
      /** Where it stands */
      readonly stage: {
        /** Canonical id of the stage */
        readonly id: string;
        /** Name of the stage; each company has stages of its own */
        readonly name: string;
        /** Work in this stage is over */
        readonly isFinal: boolean;
      };
      /** Day on which it was finished */
      readonly closedOn: string | null;
    };
    readonly refusal: 'request-not-found' | 'request-closed' | 'stage-not-found' | 'stage-is-final';
  };
  /** Report that the work of a maintenance request is over. */
  readonly 'maintenance.close-request.v1': {
    readonly input: {
      /** The request; or externalId */
      readonly requestId?: string;
      /** In place of requestId: the key that your system opened it with */
      readonly externalId?: string;
      /** A final stage; left out: the first final one, Repaired as a rule */
      readonly stageId?: string;
    };
    readonly answer: {
      /** The request */
      readonly request: {
        /** Canonical id */
        readonly id: string;
        /** Number of the request; what goods and costs are booked on */
        readonly number: string;
      };
      /** Where it stands */
      readonly stage: {
        /** Canonical id of the stage */
        readonly id: string;
        /** Name of the stage; each company has stages of its own */
        readonly name: string;
        /** Work in this stage is over */
        readonly isFinal: boolean;
      };
      /** Day on which it was finished */
      readonly closedOn: string | null;
    };
    readonly refusal: 'request-not-found' | 'request-closed' | 'stage-not-found' | 'stage-not-final';
  };
  /** Book spare parts that were used for a maintenance request. They leave the stock, with their value. */
  readonly 'maintenance.issue-spare-parts.v1': {
    readonly input: {
      /** The work they are for */
      readonly requestId: string;
      /** What was moved */
      readonly productId: string;
      /** How much, above zero, in the unit `uom` */
      readonly quantity: string;
      /** The product's own unit, by its English name */
      readonly uom: string;
      /** Its lot or serial number; needed for goods that are tracked */
      readonly lotId?: string;
      /** Where it lay */
      readonly fromLocationId: string;
      /** Where consumed goods go: a location of the kind production (or loss) of the same company, as the company's Production */
      readonly consumptionLocationId: string;
    };
    readonly answer: {
      /** The posted transfer */
      readonly transfer: {
        /** Canonical id of the transfer */
        readonly id: string;
        /** Number of the transfer */
        readonly number: string;
      };
      /** Canonical id of the movement */
      readonly movementId: string;
      /** Quantity booked */
      readonly moved: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** When it was booked */
      readonly postedAt: string;
    };
    readonly refusal: 'product-not-found' | 'unit-differs' | 'lot-required' | 'lot-not-found' | 'source-not-found' | 'destination-not-found' | 'quantity-too-fine' | 'goods-not-moved' | 'request-not-found' | 'request-put-away';
  };
  /** Book what a maintenance request cost on an analytic account. It is no entry in the ledger: bills and wages come there by themselves. */
  readonly 'maintenance.post-cost.v1': {
    readonly input: {
      /** The work that cost it */
      readonly requestId: string;
      /** The analytic account that bears it */
      readonly costCentreId: string;
      /** What it was */
      readonly description: string;
      /** Day on which it arose */
      readonly day: string;
      /** What it cost */
      readonly cost: {
        /** Decimal string, above zero */
        readonly amount: string;
        /** ISO 4217; the company's own currency */
        readonly currency: string;
      };
      /** For hours of one of our people; left out for outside costs */
      readonly labour?: {
        /** Who worked */
        readonly employeeId: string;
        /** How long */
        readonly hours: string;
      };
      /** Your own key of the cost: later commands may name it by that. Only one of your system's has it */
      readonly externalId?: string;
    };
    readonly answer: {
      /** Canonical id of the booked cost */
      readonly costId: string;
      /** Number of the request it is booked on */
      readonly requestNumber: string;
      /** What was booked */
      readonly cost: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    };
    readonly refusal: 'request-not-found' | 'currency-differs' | 'cost-centre-not-found' | 'employee-not-found';
  };
  /** Confirm a planned production order: its components are asked for, its work orders may start. */
  readonly 'manufacturing.release-production-order.v1': {
    readonly input: {
      /** The order to release */
      readonly productionOrderId: string;
    };
    readonly answer: {
      /** The order */
      readonly productionOrder: {
        /** Canonical id of the production order */
        readonly id: string;
        /** Number of the production order */
        readonly number: string;
      };
      /** released, as a rule */
      readonly state: "draft" | "released" | "started" | "produced" | "completed" | "cancelled";
      /** Planned start */
      readonly startAt: string;
    };
    readonly refusal: 'production-order-not-found' | 'production-order-not-releasable';
  };
  /** Book what a production order made and used, and close it. What is left to make may stay ordered in a back-order. */
  readonly 'manufacturing.report-production.v1': {
    readonly input: {
      /** The order */
      readonly productionOrderId: string;
      /** What was made; the product of the order */
      readonly productId: string;
      /** How much was made, above zero, in the unit `uom` */
      readonly quantity: string;
      /** The unit of the order, by its English name */
      readonly uom: string;
      /** Lot or serial numbers that exist already; one for a lot, as many as pieces for serial numbers */
      readonly lotIds?: readonly (string)[];
      /** Lot or serial numbers to be created */
      readonly newLots?: readonly (string)[];
      /** What was used where it differs from the bill of materials; the other components are used as it says */
      readonly consumed?: readonly ({
        /** The component of the order */
        readonly componentId: string;
        /** How much was used, in the component's unit; zero for none */
        readonly quantity: string;
      })[];
      /** true: what is left to make stays ordered, in a back-order; false: it is given up */
      readonly backOrder: boolean;
    };
    readonly answer: {
      /** The order */
      readonly productionOrder: {
        /** Canonical id of the production order */
        readonly id: string;
        /** Number of the production order */
        readonly number: string;
      };
      /** completed */
      readonly state: "draft" | "released" | "started" | "produced" | "completed" | "cancelled";
      /** Quantity booked into stock */
      readonly produced: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** Under these numbers */
      readonly lots: readonly ({
        /** Canonical id of the lot or serial number */
        readonly id: string;
        /** Lot or serial number as it is printed on the goods */
        readonly number: string;
      })[];
      /** The order for the rest; null when there is none */
      readonly backOrder: {
        /** Canonical id of the production order */
        readonly id: string;
        /** Number of the production order */
        readonly number: string;
      } | null;
    };
    readonly refusal: 'production-order-not-found' | 'production-order-not-open' | 'product-differs' | 'unit-differs' | 'quantity-exceeds-order' | 'quantity-too-fine' | 'lot-required' | 'lot-not-found' | 'lot-exists' | 'component-not-found' | 'consumption-not-allowed';
  };
  /** Report an operation of a production order as done. The production order itself stays open until production is reported. */
  readonly 'manufacturing.finish-work-order.v1': {
    readonly input: {
      /** The work order */
      readonly workOrderId: string;
      /** How much went through, in the unit of the production order; left out: all that was entered, or the whole order */
      readonly quantity?: string;
      /** How long it took; left out: what the work centre's clock measured */
      readonly spentMinutes?: string;
    };
    readonly answer: {
      /** The work order */
      readonly workOrder: {
        /** Canonical id */
        readonly id: string;
        /** What was done */
        readonly name: string;
      };
      /** finished */
      readonly state: "waiting" | "ready" | "started" | "finished" | "cancelled";
      /** The order it belongs to */
      readonly productionOrder: {
        /** Canonical id of the production order */
        readonly id: string;
        /** Number of the production order */
        readonly number: string;
      };
      /** Quantity that went through */
      readonly produced: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** How long it took */
      readonly spentMinutes: string;
      /** When it was finished */
      readonly finishedAt: string | null;
    };
    readonly refusal: 'work-order-not-found' | 'production-order-not-open' | 'work-order-not-open' | 'work-centre-blocked' | 'quantity-exceeds-order';
  };
  /** Stop work on a production order: running clocks are stopped, reserved components are given back, and the order shows an exception with the reason. Odoo does not keep anybody from going on. */
  readonly 'manufacturing.hold-production-order.v1': {
    readonly input: {
      /** The order to hold */
      readonly productionOrderId: string;
      /** Why; shown on the order */
      readonly reason: string;
    };
    readonly answer: {
      /** The order */
      readonly productionOrder: {
        /** Canonical id of the production order */
        readonly id: string;
        /** Number of the production order */
        readonly number: string;
      };
      /** Unchanged: Odoo has no state for an order on hold */
      readonly state: "draft" | "released" | "started" | "produced" | "completed" | "cancelled";
      /** Canonical ids of the work orders whose clocks were stopped */
      readonly pausedWorkOrders: readonly (string)[];
    };
    readonly refusal: 'production-order-not-found' | 'production-order-not-open';
  };
  /** Ask for goods: a draft purchase order is made, at the prices that Odoo knows. A buyer or confirm-purchase-order takes it further. */
  readonly 'procurement.request-purchase.v1': {
    readonly input: {
      /** Whom to buy from */
      readonly supplierId: string;
      /** The requester's own number; becomes the origin of the order */
      readonly reference: string;
      /** When the goods are needed */
      readonly neededAt: string;
      /** What is needed */
      readonly lines: readonly ({
        /** The product */
        readonly productId: string;
        /** Quantity, above zero, in the product's own unit */
        readonly quantity: string;
      })[];
      /** Your own key of the order: later commands may name it by that. Only one of your system's has it */
      readonly externalId?: string;
    };
    readonly answer: {
      /** The draft */
      readonly purchaseOrder: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's order number */
        readonly number: string;
      };
      /** draft */
      readonly state: "draft" | "quotation-requested" | "awaiting-approval" | "approved" | "cancelled";
      /** The lines of the draft */
      readonly lines: readonly ({
        /** The line of the order */
        readonly lineId: string;
        /** The product */
        readonly productId: string;
        /** Quantity */
        readonly quantity: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
      })[];
    };
    readonly refusal: 'supplier-not-found' | 'product-not-purchasable' | 'quantity-too-fine';
  };
  /** Confirm a draft or requested purchase order. Where Odoo asks for a second approval, the order waits for a person there. */
  readonly 'procurement.confirm-purchase-order.v1': {
    readonly input: {
      /** The order to confirm */
      readonly purchaseOrderId: string;
    };
    readonly answer: {
      /** The order */
      readonly purchaseOrder: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's order number */
        readonly number: string;
      };
      /** approved, or awaiting-approval when Odoo's second approval applies */
      readonly state: "draft" | "quotation-requested" | "awaiting-approval" | "approved" | "cancelled";
      /** null while an approval is awaited */
      readonly approvedAt: string | null;
    };
    readonly refusal: 'purchase-order-not-found' | 'purchase-order-not-confirmable' | 'purchase-order-not-confirmed';
  };
  /** Record that the supplier has the order, and the dates it promises. The expected receipts get these dates. May be sent again when the dates change. */
  readonly 'procurement.acknowledge-purchase-order.v1': {
    readonly input: {
      /** The order */
      readonly purchaseOrderId: string;
      /** The supplier's own number of the order */
      readonly supplierReference?: string;
      /** Dates that the supplier promises; the dates of lines not named here stay */
      readonly lines: readonly ({
        /** The line of the order */
        readonly lineId: string;
        /** When the supplier will deliver it */
        readonly expectedAt: string;
      })[];
    };
    readonly answer: {
      /** The order */
      readonly purchaseOrder: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's order number */
        readonly number: string;
      };
      /** true */
      readonly acknowledged: boolean;
      /** All lines of the order that have a date */
      readonly lines: readonly ({
        /** The line of the order */
        readonly lineId: string;
        /** When it is expected now */
        readonly expectedAt: string | null;
      })[];
    };
    readonly refusal: 'purchase-order-not-found' | 'purchase-order-not-approved' | 'purchase-order-locked' | 'purchase-order-line-not-found' | 'purchase-order-not-acknowledged';
  };
  /** Withdraw a purchase order of which nothing was received or billed. Its expected receipts are cancelled, too. */
  readonly 'procurement.cancel-purchase-order.v1': {
    readonly input: {
      /** The order to cancel */
      readonly purchaseOrderId: string;
    };
    readonly answer: {
      /** The order */
      readonly purchaseOrder: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's order number */
        readonly number: string;
      };
      /** cancelled */
      readonly state: "draft" | "quotation-requested" | "awaiting-approval" | "approved" | "cancelled";
    };
    readonly refusal: 'purchase-order-not-found' | 'purchase-order-already-cancelled' | 'purchase-order-locked' | 'goods-already-received' | 'order-already-billed' | 'purchase-order-not-cancelled';
  };
  /** Post the goods that arrived for a confirmed purchase order, in full or in part, as one goods receipt. */
  readonly 'procurement.receive-goods.v1': {
    readonly input: {
      /** The order the goods came for */
      readonly purchaseOrderId: string;
      /** What arrived; lines not named here did not arrive */
      readonly lines: readonly ({
        /** The line of the order */
        readonly lineId: string;
        /** Quantity that arrived, above zero, in the unit `uom` */
        readonly quantity: string;
        /** The unit the warehouse counts this product in, by its English name. May be left out only where the order and the warehouse count in basic units (pieces); otherwise the command is refused with unit-required. */
        readonly uom?: string;
      })[];
      /** The supplier's delivery note; kept on the receipt */
      readonly deliveryNote?: string;
      /** true: what is still open stays expected, in a back-order; false: it is cancelled */
      readonly backOrder: boolean;
    };
    readonly answer: {
      /** The order the goods came for */
      readonly purchaseOrderId: string;
      /** The posted receipt */
      readonly receipt: {
        /** Canonical id of the receipt */
        readonly id: string;
        /** Number of the receipt */
        readonly number: string;
      };
      /** When it was posted */
      readonly postedAt: string;
      /** What was posted */
      readonly lines: readonly ({
        /** The line of the order */
        readonly lineId: string;
        /** Quantity posted by this command */
        readonly received: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
      })[];
      /** The receipt that expects the rest; null when nothing is expected */
      readonly backOrder: {
        /** Canonical id of the receipt */
        readonly id: string;
        /** Number of the receipt */
        readonly number: string;
      } | null;
    };
    readonly refusal: 'purchase-order-not-found' | 'purchase-order-not-approved' | 'purchase-order-line-not-found' | 'line-not-receivable' | 'quantity-exceeds-open' | 'quantity-too-fine' | 'lines-in-several-receipts' | 'line-needs-a-person' | 'product-is-tracked' | 'unit-required' | 'unit-differs' | 'back-order-not-possible' | 'receipt-not-posted';
  };
  /** Enter a supplier's bill for what was received of an order. Order, receipt and bill must agree to the cent, else nothing is entered. */
  readonly 'procurement.post-vendor-bill.v1': {
    readonly input: {
      /** The order that is billed */
      readonly purchaseOrderId: string;
      /** The supplier's own number of the bill */
      readonly supplierNumber: string;
      /** Date on the bill */
      readonly issuedOn: string;
      /** Total of the bill including tax */
      readonly total: string;
      /** ISO 4217; must be the currency of the order */
      readonly currency: string;
    };
    readonly answer: {
      /** The bill in our books */
      readonly bill: {
        /** Canonical id */
        readonly id: string;
        /** Number in our books; null while it is a draft */
        readonly number: string | null;
      };
      /** The supplier's own number of the bill */
      readonly supplierNumber: string;
      /** unpaid, as a rule */
      readonly paymentState: "unpaid" | "partly-paid" | "in-payment" | "paid" | "reversed" | "blocked" | "unknown";
      /** Day by which it is to be paid */
      readonly dueOn: string | null;
      /** Total including tax */
      readonly total: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    };
    readonly refusal: 'purchase-order-not-found' | 'purchase-order-not-approved' | 'nothing-to-bill' | 'currency-differs' | 'bill-already-known' | 'bill-not-drafted' | 'total-differs' | 'bill-not-posted';
  };
  /** Set up a project. It is planned, not active: that is told by its first status. */
  readonly 'projects.create-project.v1': {
    readonly input: {
      /** Name; no other running project has it */
      readonly name: string;
      /** The party the work is done for; the work can be billed to it */
      readonly customerId?: string;
      /** The project manager */
      readonly managerId?: string;
      /** The company of ours that does the work; else every company sees the project */
      readonly companyId?: string;
      /** Planned first day; only together with the last one */
      readonly startsOn?: string;
      /** Planned last day; only together with the first one */
      readonly endsOn?: string;
      /** Hours planned for the whole project */
      readonly budgetedHours?: string;
      /** Your own key of the project: later commands may name it by that. Only one of your system's has it */
      readonly externalId?: string;
    };
    readonly answer: {
      /** The new project */
      readonly project: {
        /** Canonical id of the project */
        readonly id: string;
        /** Name of the project */
        readonly name: string;
      };
      readonly costCode: {
        /** Canonical id of the analytic account */
        readonly id: string;
        /** Code of the account */
        readonly code: string | null;
        /** Name of the account */
        readonly name: string;
      } | null;
    };
    readonly refusal: 'customer-not-found' | 'manager-not-found' | 'company-not-found' | 'project-name-used';
  };
  /** Enter time that an employee worked on a project. Its cost follows from the employee's hourly cost in Odoo. */
  readonly 'projects.log-timesheet.v1': {
    readonly input: {
      /** The project */
      readonly projectId: string;
      /** The task, of this project */
      readonly taskId?: string;
      /** Who worked */
      readonly employeeId: string;
      /** Day of the work */
      readonly workedOn: string;
      /** Hours worked on that day, above 0 and up to 24 */
      readonly hours: string;
      /** What was done */
      readonly description?: string;
      /** Your own key of the entry: later commands may name it by that. Only one of your system's has it */
      readonly externalId?: string;
    };
    readonly answer: {
      /** Canonical id of the entry */
      readonly timesheetId: string;
      /** Day of the work */
      readonly workedOn: string;
      /** Time entered */
      readonly worked: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
    };
    readonly refusal: 'project-not-found' | 'project-closed' | 'project-takes-no-timesheets' | 'task-not-in-project' | 'employee-not-found' | 'hours-not-kept';
  };
  /** Charge the use of equipment to a project, as an entry on the account of its costs. */
  readonly 'projects.log-equipment-usage.v1': {
    readonly input: {
      /** The project that is charged */
      readonly projectId: string;
      /** The equipment that was used */
      readonly equipmentId: string;
      /** Day of the use */
      readonly usedOn: string;
      /** Hours of use, above zero */
      readonly hours: string;
      /** What an hour costs the project: Odoo keeps no such rate for equipment */
      readonly hourlyCost: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217; the company's currency */
        readonly currency: string;
      };
      /** What it was used for */
      readonly description?: string;
      /** Your own key of the entry: later commands may name it by that. Only one of your system's has it */
      readonly externalId?: string;
    };
    readonly answer: {
      /** Canonical id of the entry */
      readonly usageId: string;
      /** What was charged */
      readonly cost: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    };
    readonly refusal: 'project-not-found' | 'project-closed' | 'project-has-no-cost-code' | 'equipment-not-found' | 'currency-differs';
  };
  /** Ask a question about a project that somebody has to answer. */
  readonly 'projects.open-rfi.v1': {
    readonly input: {
      /** The project */
      readonly projectId: string;
      /** What is asked */
      readonly question: string;
      /** Who is to answer */
      readonly responsibleId?: string;
      /** When the answer is needed */
      readonly answerDueAt?: string;
      /** Your own key of the request: later commands may name it by that. Only one of your system's has it */
      readonly externalId?: string;
    };
    readonly answer: {
      /** Canonical id of the request */
      readonly rfiId: string;
      /** What is asked */
      readonly question: string;
      /** Where the request stands */
      readonly state: "open" | "answered" | "withdrawn";
    };
    readonly refusal: 'project-not-found' | 'project-closed' | 'rfi-not-set-up' | 'responsible-not-found';
  };
  /** Answer a request for information: the answer becomes a message on it, its followers are told, and it is done. */
  readonly 'projects.answer-rfi.v1': {
    readonly input: {
      /** The request */
      readonly rfiId: string;
      /** The answer, as plain text */
      readonly answer: string;
    };
    readonly answer: {
      /** Canonical id of the request */
      readonly rfiId: string;
      /** What is asked */
      readonly question: string;
      /** Where the request stands */
      readonly state: "open" | "answered" | "withdrawn";
    };
    readonly refusal: 'rfi-not-found' | 'rfi-not-open';
  };
  /** Enter a customer's order, as a quotation at the customer's prices. It binds nobody before confirm-order. */
  readonly 'sales.place-order.v1': {
    readonly input: {
      /** Who orders: a legal party, or a contact of one */
      readonly customerId: string;
      /** Where the goods go: an address of the customer; else the customer's usual one */
      readonly deliverToId?: string;
      /** The customer's own reference, one order each */
      readonly customerReference?: string;
      /** When the customer wants the goods */
      readonly requestedAt?: string;
      /** What is ordered, at the prices of the customer's price list */
      readonly lines: readonly ({
        /** The product */
        readonly productId: string;
        /** Quantity wanted, above zero, in the unit `uom` */
        readonly quantity: string;
        /** The unit we sell the product in, by its English name. May be left out only where that is a basic unit (pieces); otherwise the command is refused with unit-required. */
        readonly uom?: string;
      })[];
      /** The total including tax that the customer was shown; where Odoo comes to another, nothing is ordered */
      readonly expectedTotal?: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** Your own key of the order: later commands may name it by that. Only one of your system's has it */
      readonly externalId?: string;
    };
    readonly answer: {
      /** The new order */
      readonly order: {
        /** Canonical id of the order */
        readonly id: string;
        /** Our order number */
        readonly number: string;
      };
      /** quotation: not confirmed yet */
      readonly state: "quotation" | "quotation-sent" | "confirmed" | "cancelled";
      /** Total including tax */
      readonly total: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    };
    readonly refusal: 'customer-not-found' | 'delivery-address-not-of-customer' | 'customer-reference-used' | 'product-not-found' | 'product-not-for-sale' | 'unit-required' | 'unit-differs' | 'quantity-too-fine' | 'total-differs';
  };
  /** Confirm a quotation: it becomes an order, goods are reserved or procured and services are planned. */
  readonly 'sales.confirm-order.v1': {
    readonly input: {
      /** The quotation to confirm */
      readonly orderId: string;
    };
    readonly answer: {
      /** The order */
      readonly order: {
        /** Canonical id of the order */
        readonly id: string;
        /** Our order number */
        readonly number: string;
      };
      /** confirmed */
      readonly state: "quotation" | "quotation-sent" | "confirmed" | "cancelled";
      /** When it was confirmed */
      readonly confirmedAt: string;
    };
    readonly refusal: 'order-not-confirmable' | 'order-has-no-lines';
  };
  /** Withdraw a quotation or an order; what is planned for it is cancelled, too. Not once goods left or an invoice was posted. */
  readonly 'sales.cancel-order.v1': {
    readonly input: {
      /** The quotation or order to withdraw */
      readonly orderId: string;
    };
    readonly answer: {
      /** The order */
      readonly order: {
        /** Canonical id of the order */
        readonly id: string;
        /** Our order number */
        readonly number: string;
      };
      /** cancelled */
      readonly state: "quotation" | "quotation-sent" | "confirmed" | "cancelled";
    };
    readonly refusal: 'order-not-cancellable' | 'order-locked' | 'order-delivered' | 'order-invoiced';
  };
}

/** By contract id: input, answer and own refusals of a query. */
export interface Queries {
  /** Whether an invoice, bill or credit note is posted, when it is due and what of it is still to be paid. */
  readonly 'finance.invoice-status.v1': {
    readonly input: {
      /** The invoice, bill, credit note or receipt */
      readonly invoiceId: string;
    };
    readonly answer: {
      /** Canonical id */
      readonly id: string;
      /** Our number; null while it is a draft that has none */
      readonly number: string | null;
      /** Invoice, bill, credit note or receipt */
      readonly kind: "customer-invoice" | "customer-credit-note" | "customer-receipt" | "vendor-bill" | "vendor-credit-note" | "vendor-receipt";
      /** Only a posted one is owed */
      readonly state: "draft" | "posted" | "cancelled";
      /** How far it is paid; in-payment: paid, and the bank has not confirmed it yet */
      readonly payment: "unpaid" | "partly-paid" | "in-payment" | "paid" | "reversed" | "blocked" | "settled-elsewhere";
      /** The customer or the supplier */
      readonly party: {
        /** Canonical id */
        readonly id: string;
        /** Name */
        readonly name: string | null;
        /** Our reference for this party */
        readonly reference: string | null;
      };
      /** The party's own reference, a vendor's bill number */
      readonly reference: string | null;
      /** Day of the invoice */
      readonly issuedOn: string | null;
      /** Day on which the last of it is due */
      readonly dueOn: string | null;
      /** Total including tax */
      readonly gross: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** What is still to be paid */
      readonly open: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
    };
    readonly refusal: 'invoice-not-found';
  };
  /** How much of a product is on hand, reserved and free, in total and by location. */
  readonly 'inventory.stock-availability.v1': {
    readonly input: {
      /** The product */
      readonly productId: string;
      /** Only this location and those below it */
      readonly locationId?: string;
    };
    readonly answer: {
      /** A product */
      readonly product: {
        /** Canonical id */
        readonly id: string;
        /** The buyer's own product code */
        readonly code: string | null;
        /** GTIN or other barcode */
        readonly barcode: string | null;
        /** English name */
        readonly name: string;
      };
      /** What is there */
      readonly onHand: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** What of it is promised to a transfer */
      readonly reserved: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** What is there and not promised; below zero when more left than was there */
      readonly available: {
        /** Decimal string */
        readonly value: string;
        /** The unit's English name; null where Odoo keeps none */
        readonly uom: string | null;
      };
      /** The same by location, our own locations only; lots and packages added up */
      readonly places: readonly ({
        /** The location */
        readonly location: {
          /** Canonical id */
          readonly id: string;
          /** Full name, from the warehouse down */
          readonly name: string;
        };
        /** What is there */
        readonly onHand: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
        /** What of it is promised to a transfer */
        readonly reserved: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
        /** What is there and not promised; below zero when more left than was there */
        readonly available: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
      })[];
    };
    readonly refusal: 'product-not-found' | 'location-not-found';
  };
  /** The equipment that carries a tag, who cares for it, and the work that is open on it. */
  readonly 'maintenance.equipment-by-asset-tag.v1': {
    readonly input: {
      /** What the plate says; upper and lower case matter */
      readonly assetTag: string;
    };
    readonly answer: {
      /** Canonical id */
      readonly id: string;
      /** The tag, as it was asked for */
      readonly assetTag: string;
      /** English name */
      readonly name: string;
      /** The maker's model */
      readonly model: string | null;
      /** Kind of equipment */
      readonly category: string | null;
      /** The maintenance team that cares for it */
      readonly team: string | null;
      /** The person who cares for it */
      readonly technician: string | null;
      /** The party it was bought from */
      readonly supplier: {
        /** Canonical id */
        readonly id: string;
        /** Name */
        readonly name: string | null;
        /** Our reference for this party */
        readonly reference: string | null;
      } | null;
      /** Last day of the warranty */
      readonly warrantyUntil: string | null;
      /** Day on which it was scrapped */
      readonly scrappedOn: string | null;
      /** false when archived */
      readonly active: boolean;
      /** Work that is asked for and not finished */
      readonly openWork: readonly ({
        /** Canonical id */
        readonly id: string;
        /** What is to be done */
        readonly subject: string;
        /** Repair of a failure, or planned care */
        readonly kind: "corrective" | "preventive";
        /** Where the work stands, in the words of the maintenance team */
        readonly stage: string;
      })[];
    };
    readonly refusal: 'equipment-not-found';
  };
  /** Where a purchase order stands: its state, what was received and billed of each line, and when the rest is expected. */
  readonly 'procurement.purchase-order-status.v1': {
    readonly input: {
      /** The order */
      readonly purchaseOrderId: string;
    };
    readonly answer: {
      /** Canonical id */
      readonly id: string;
      /** The buyer's order number */
      readonly number: string;
      /** The supplier's own reference for this order */
      readonly supplierReference: string | null;
      /** Where the order stands */
      readonly state: "draft" | "quotation-requested" | "awaiting-approval" | "approved" | "cancelled";
      /** What arrived; null when no goods are to be received */
      readonly receipt: "not-received" | "partly-received" | "received" | null;
      /** Whether something received is still to be billed */
      readonly billing: "nothing-to-bill" | "to-bill" | "billed";
      /** The legal party the order is placed with */
      readonly supplier: {
        /** Canonical id */
        readonly id: string;
        /** Name */
        readonly name: string | null;
        /** Our reference for this party */
        readonly reference: string | null;
      };
      /** When the order was approved */
      readonly approvedAt: string | null;
      /** When the first goods are expected */
      readonly expectedAt: string | null;
      /** Total including tax */
      readonly gross: {
        /** Decimal string */
        readonly amount: string;
        /** ISO 4217 */
        readonly currency: string;
      };
      /** The lines; sections and notes left out */
      readonly lines: readonly ({
        /** Canonical id of the line */
        readonly id: string;
        /** null for a line without a product */
        readonly product: {
          /** Canonical id */
          readonly id: string;
          /** The buyer's own product code */
          readonly code: string | null;
          /** GTIN or other barcode */
          readonly barcode: string | null;
          /** English name */
          readonly name: string;
        } | null;
        /** Quantity ordered */
        readonly ordered: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
        /** Quantity received so far */
        readonly received: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
        /** Quantity billed so far */
        readonly billed: {
          /** Decimal string */
          readonly value: string;
          /** The unit's English name; null where Odoo keeps none */
          readonly uom: string | null;
        };
        /** When the goods are expected */
        readonly expectedAt: string | null;
      })[];
    };
    readonly refusal: 'purchase-order-not-found';
  };
  /** What a project has cost and earned so far: hours, labour, purchases, the rest, and revenue, as booked at this moment. */
  readonly 'projects.project-cost-summary.v1': {
    readonly input: {
      /** The project */
      readonly projectId: string;
    };
    readonly answer: {
      /** Canonical id */
      readonly id: string;
      /** English name */
      readonly name: string;
      /** The legal party it is done for */
      readonly customer: {
        /** Canonical id */
        readonly id: string;
        /** Name */
        readonly name: string | null;
        /** Our reference for this party */
        readonly reference: string | null;
      } | null;
      /** Hours planned */
      readonly plannedHours: string;
      /** Hours logged so far */
      readonly loggedHours: string;
      /** Day on which it is to be finished */
      readonly endsOn: string | null;
      /** One entry for each currency that was booked in: one as a rule, none before the first cost */
      readonly books: readonly ({
        /** ISO 4217; the currency of the company that booked */
        readonly currency: string;
        /** Cost of the hours logged; tells hourly costs where one person worked alone */
        readonly labour: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
        /** What vendors' bills cost */
        readonly purchases: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
        /** All other costs booked on the project */
        readonly other: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
        /** All costs together */
        readonly total: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
        /** What was invoiced to the customer or otherwise earned */
        readonly revenue: {
          /** Decimal string */
          readonly amount: string;
          /** ISO 4217 */
          readonly currency: string;
        };
      })[];
    };
    readonly refusal: 'project-not-found';
  };
}
