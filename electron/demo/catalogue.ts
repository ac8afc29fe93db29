/** What the shop sells: stock keeping unit, name, price in cents. */
export const PRODUCTS = [
  { sku: 'MUG-ENAMEL-03', name: 'Enamel mug, forest green', cents: 1490 },
  { sku: 'TENT-2P-ALPINE', name: 'Two-person tent Alpine', cents: 32900 },
  { sku: 'BAG-ROLL-40L', name: 'Roll-top bag 40 l', cents: 8950 },
  { sku: 'LAMP-HEAD-500', name: 'Head lamp 500 lm', cents: 5999 },
  { sku: 'STOVE-GAS-MINI', name: 'Gas stove mini', cents: 4495 },
  { sku: 'SOCK-MERINO-42', name: 'Merino socks 42–44', cents: 1895 },
  { sku: 'MAP-DOLOMITES', name: 'Hiking map Dolomites', cents: 1290 },
  { sku: 'BOTTLE-STEEL-1L', name: 'Steel bottle 1 l', cents: 2790 },
  { sku: 'POLE-CARBON-130', name: 'Carbon poles 130 cm', cents: 11900 },
  { sku: 'JACKET-RAIN-M', name: 'Rain jacket M', cents: 17900 },
] as const;

/** A product of the shop. */
export type Product = (typeof PRODUCTS)[number];

/** Who buys: given and family name, country. */
export const CUSTOMERS = [
  { name: 'Amara Okafor', country: 'DE' },
  { name: 'Jürgen Weiß', country: 'AT' },
  { name: 'Zoë Lindqvist', country: 'SE' },
  { name: 'Łukasz Nowak', country: 'PL' },
  { name: 'Inês Carvalho', country: 'PT' },
  { name: 'Noor de Vries', country: 'NL' },
  { name: 'Sofía Álvarez', country: 'ES' },
  { name: "Aoife O'Brien", country: 'IE' },
  { name: 'Mehmet Yıldız', country: 'DE' },
  { name: 'Chloé Lefèvre', country: 'FR' },
] as const;

/** Where parcels leave from. */
export const WAREHOUSES = ['Leipzig', 'Rotterdam', 'Poznań', 'Graz'] as const;

/** Who brings them. */
export const CARRIERS = ['DHL', 'GLS', 'PostNord', 'DPD'] as const;

/** Cards the shop takes. */
export const CARDS = ['Visa', 'Mastercard', 'Amex'] as const;

/** People who look after tasks. */
export const PEOPLE = ['maria', 'tomasz', 'yuki', 'ben', 'leila'] as const;

/** Why a customer or a colleague stops a task. */
export const CANCEL_REASONS = [
  'Customer changed their mind',
  'Duplicate order',
  'Address cannot be delivered to',
  'Fraud check said no',
] as const;
