/**
 * How a cost entry names the equipment it is for. Odoo Community has no field for it on `account.analytic.line`;
 * its reference (`ref`) takes Odoo's own notation of a record: `maintenance.equipment,5`.
 */
const REFERENCE = /^maintenance\.equipment,([1-9][0-9]{0,9})$/;

/** For `=like` in a domain of Odoo. */
export const EQUIPMENT_REFERENCES = 'maintenance.equipment,%';

export const equipmentReference = (equipment: number): string => `maintenance.equipment,${String(equipment)}`;

export const isEquipmentUsage = (reference: string | null): boolean => reference !== null && REFERENCE.test(reference);

/** The row id in a reference; null when it is no reference to equipment. */
export function equipmentIn(reference: string | null): number | null {
  const id = REFERENCE.exec(reference ?? '')?.[1];
  return id === undefined ? null : Number(id);
}
