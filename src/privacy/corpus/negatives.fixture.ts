import type { Draw } from './draw.fixture.ts'
import type { Sample } from './sample.fixture.ts'

const ean = (body: string): string => {
  const sum = [...body].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0)
  return body + String((10 - (sum % 10)) % 10)
}
const words = (draw: Draw, count: number): string =>
  Array.from({ length: count }, () =>
    draw.word(
      'the order was shipped with two pallets and billed later please check stock before posting goods receipt after approval status open vendor contract renewal late fee quarter budget review meeting notes paper steel valve screw hydraulic',
    ),
  ).join(' ')

/** Things of business that look like personal data, and none of which is. */
const MAKERS: Readonly<Record<string, (draw: Draw) => string>> = {
  'order number': d =>
    d.of([
      `45000${d.digits(5)}`,
      `00${d.int(10, 99)}${d.digits(6)}`,
      `PO-${d.digits(6)}`,
      `ORD-2024-${d.digits(5)}`,
      `SO${d.digits(8)}`,
      `#${d.digits(7)}`,
      `1000${d.digits(6)}`,
    ]),
  'invoice number': d =>
    d.of([
      `INV-${d.int(2018, 2025)}-${d.digits(5)}`,
      `RE${d.digits(8)}`,
      `R-${d.digits(4)}/${d.digits(2)}`,
      `${d.int(2018, 2025)}/${d.digits(6)}`,
      `51056${d.digits(5)}`,
      `RE-${d.int(2018, 2025)}-${d.digits(4)}`,
    ]),
  'number of 9 to 13 digits': d => `${d.int(1, 9)}${d.digits(d.int(8, 12))}`,
  'announced number': d =>
    `${d.of(['Order', 'Invoice no.', 'Rechnung', 'Bestellung Nr.', 'Ticket', 'Artikel-Nr.', 'Lieferschein', 'Kundennummer', 'PO', 'Serial no.', 'Customer ref'])} ${d.digits(d.int(8, 16))}`,
  'material number': d => `0000000000${d.digits(8)}`,
  'VAT id': d =>
    d.of([
      `DE${d.digits(9)}`,
      `ATU${d.digits(8)}`,
      `FR${d.digits(2)} ${d.digits(9)}`,
      `NL${d.digits(9)}B01`,
      `IT${d.digits(11)}`,
      `ESB${d.digits(8)}`,
      `GB${d.digits(9)}`,
      `CHE-${d.digits(3)}.${d.digits(3)}.${d.digits(3)}`,
      `PL${d.digits(10)}`,
      `BE0${d.digits(9)}`,
    ]),
  'company number': d =>
    d.of([
      `HRB ${d.digits(5)}`,
      `${d.digits(2)}.${d.digits(3)}.${d.digits(3)}/0001-${d.digits(2)}`,
      `SIRET ${d.digits(3)} ${d.digits(3)} ${d.digits(3)} ${d.digits(5)}`,
    ]),
  'article code': d =>
    d.of([
      `${d.fill('@@')}-${d.digits(4)}-${d.digits(2)}`,
      `${d.fill('@@@')}${d.digits(5)}`,
      `${d.digits(3)}.${d.digits(3)}.${d.digits(2)}`,
      `${d.digits(2)}-${d.digits(4)}-${d.fill('@')}`,
      `${d.fill('@')}${d.digits(3)}-${d.digits(6)}`,
      `SKU ${d.digits(8)}`,
      `${d.digits(5)}-${d.fill('@@@')}-${d.word('S M L XL')}`,
    ]),
  'part number': d =>
    d.of([
      `${d.digits(3)}-${d.digits(5)}-${d.digits(2)}`,
      `${d.fill('@@@@')}-${d.digits(3)}${d.fill('@')}`,
      `${d.digits(4)}.${d.digits(4)}`,
      `P/N ${d.digits(3)}-${d.digits(4)}-${d.digits(3)}`,
      `${d.digits(8)}-${d.fill('@@')}`,
      `${d.digits(1)}${d.fill('@@')}${d.digits(4)}`,
    ]),
  'EAN 13': d => ean(`${d.word('40 50 76 87 97 30 80 90 73')}${d.digits(10)}`),
  'GTIN 14': d => ean(`${d.int(0, 3)}${d.digits(12)}`),
  'UPC 12': d => ean(`${d.digits(11)}`),
  ISBN: d =>
    d.of([
      ean(`978${d.digits(9)}`),
      `978-3-${d.digits(2)}-${d.digits(6)}-${d.digits(1)}`,
      `3-${d.digits(3)}-${d.digits(5)}-X`,
    ]),
  UUID: d => d.fill('%%%%%%%%-%%%%-4%%%-a%%%-%%%%%%%%%%%%'),
  digest: d => d.fill(d.of(['%'.repeat(32), '%'.repeat(40), '%'.repeat(64), '%%%%%%%'])),
  'object id': d => d.fill('%'.repeat(24)),
  version: d =>
    d.of([
      `v${d.int(1, 20)}.${d.int(0, 20)}.${d.int(0, 99)}`,
      `version ${d.int(1, 12)}.${d.int(0, 9)}.${d.int(0, 9)}.${d.int(0, 99)}`,
      `${d.int(1, 20)}.${d.int(0, 9)}.${d.int(0, 40)}-beta.${d.int(1, 9)}`,
      `Build ${d.int(10, 22)}.0.${d.int(10000, 30000)}.${d.int(1, 999)}`,
      `Chrome/${d.int(90, 130)}.0.${d.int(1000, 6999)}.${d.int(10, 200)}`,
      `${d.int(1, 9)}.${d.int(0, 9)}.${d.int(0, 9)}.${d.int(0, 9)}`,
    ]),
  date: d =>
    d.of([
      `${d.int(2015, 2026)}-${d.word('01 05 09 11')}-${d.word('03 14 22 30')}`,
      `${d.int(1, 28)}.${d.int(1, 12)}.${d.int(2015, 2026)}`,
      `${d.word('03 11 12')}/${d.int(10, 28)}/${d.int(2015, 2026)}`,
      `${d.int(1, 28)} March ${d.int(2015, 2026)}`,
      `due ${d.int(1, 28)}.${d.int(1, 12)}.${d.int(2020, 2026)}`,
      `${d.int(1, 28)}.${d.int(1, 9)}.${d.int(1960, 1999)}`,
    ]),
  time: d =>
    d.of([
      `${d.int(2015, 2026)}-05-14T${d.word('08 12 23')}:${d.word('00 15 59')}:12.345Z`,
      `${d.int(10, 23)}:${d.int(10, 59)}:${d.int(10, 59)}`,
      `2024-03-${d.int(10, 28)} ${d.int(10, 23)}:${d.int(10, 59)}`,
      `17${d.digits(11)}`,
      `202${d.int(1, 5)}0${d.int(1, 9)}${d.int(10, 28)}${d.digits(6)}`,
    ]),
  amount: d =>
    d.of([
      `${d.int(1, 999)}.${d.digits(3)},${d.digits(2)} €`,
      `$${d.int(1, 999)},${d.digits(3)}.${d.digits(2)}`,
      `EUR ${d.int(1, 99999)}.${d.digits(2)}`,
      `${d.int(1, 999)} ${d.digits(3)} ${d.digits(3)},00`,
      `${d.int(1, 999)}'${d.digits(3)}.00 CHF`,
      `-${d.int(1, 9999)},${d.digits(2)}`,
      `${d.int(1, 99)}.${d.digits(3)}.${d.digits(3)} kr`,
    ]),
  coordinates: d =>
    d.of([
      `${d.int(10, 60)}.${d.digits(6)}, ${d.int(1, 99)}.${d.digits(6)}`,
      `${d.int(10, 60)}°${d.int(10, 59)}'${d.int(10, 59)}"N`,
      `lat=${d.int(10, 60)}.${d.digits(5)}&lon=-${d.int(1, 99)}.${d.digits(5)}`,
    ]),
  measure: d =>
    d.of([
      `${d.int(100, 2000)} x ${d.int(100, 900)} x ${d.int(10, 600)} mm`,
      `${d.int(1, 99)}/${d.int(100, 999)} R${d.int(14, 20)}`,
      `${d.digits(3)}-${d.digits(3)} kg`,
      `${d.int(1, 100)} %`,
      `M${d.int(3, 20)}x${d.int(10, 90)}`,
    ]),
  ticket: d =>
    d.of([
      `INC00${d.digits(5)}`,
      `JIRA-${d.digits(4)}`,
      `CHG${d.digits(7)}`,
      `REQ-${d.digits(6)}`,
      `CASE ${d.digits(8)}`,
      `SR 1-${d.digits(10)}`,
    ]),
  tracking: d =>
    d.of([
      `1Z${d.fill('@@@')}${d.digits(3)}0${d.digits(9)}`,
      `0034043${d.digits(13)}`,
      `RR${d.digits(9)}DE`,
      `${d.fill('@@@U')}${d.digits(7)}`,
      `${d.digits(4)} ${d.digits(4)} ${d.digits(4)}1`,
    ]),
  account: d =>
    d.of([
      `${d.int(1, 8)}${d.digits(5)}`,
      `Cost center ${d.digits(10)}`,
      `GL account ${d.digits(6)}`,
      `Kostenstelle ${d.digits(8)}`,
      `BIC ${d.fill('@@@@')}DE${d.fill('@@')}XXX`,
    ]),
  vehicle: d =>
    d.of([`WVWZZZ1JZ${d.fill('#')}W${d.digits(6)}`, `B-${d.fill('@@')} ${d.digits(4)}`, `IMEI 35${d.digits(13)}`]),
  'bad checksum': d =>
    d.of([
      `DE${d.digits(2)} 1234 5678 ${d.digits(4)} 1111 00`.replace(/^DE\d\d/, 'DE00'),
      '4111 1111 1111 1112',
      '5500 0000 0000 0005',
      'GB00WEST12345698765432',
      '123.456.789-00',
      '1234 5678 9012 3456',
    ]),
  code: d =>
    d.of([
      'getElementByTestIdOrThrowException',
      'com.example.billing.InvoiceServiceImplementation',
      'src/components/forms/OrderFormContainer.tsx',
      'C:\\Program Files\\Acme\\bin\\run.exe',
      'SELECT_CUSTOMER_ORDER_LINES_V2',
      'btn-primary--large-with-icon-left',
      'application/vnd.openxmlformats-officedocument',
      'https://shop.test/category/garden-furniture/wooden-chairs-and-tables',
      'HKLM\\Software\\Acme\\Billing',
      `chunk-vendors.${d.fill('%%%%%%%%')}.js`,
      'std::vector<int>',
      'Foo::Bar::baz',
      'npm install react@18.2.0',
      'icon@2x.png',
      '@media (max-width: 600px)',
      'git@github.com:acme/billing.git',
      'SRV01\\SQLEXPRESS',
      'sap-icon://employee-approvals',
      'ThisIsAVeryLongIdentifierName2Use',
      'SalesOrganizationDistributionChannel01',
    ]),
  'word of an interface': d =>
    d.of([
      'Forgot password?',
      'Password: required',
      'Reset password',
      'Token expired',
      'User settings',
      'Login',
      'User name or e-mail',
      'Enter your IBAN',
      'Card number',
      'Phone (optional)',
      'Date of birth',
      'Mobile app',
      'Call center',
      'Contact us',
      'Password is incorrect',
      'Server error',
      'Host not found',
      'User: required',
    ]),
  'name that is a thing': d =>
    d.of([
      'Jack Daniels',
      'Mercedes Benz',
      'Calvin Klein jeans',
      'Ralph Lauren',
      'Tommy Hilfiger',
      'Paris Office',
      'Florence Hotel',
      'Virginia Beach',
      'Victoria Station',
      'Martin Luther King Street',
      'Charlotte Airport',
      'Hugo Boss',
      'Georgia Pacific Corp',
      'Sofia Airport',
      'Chelsea Table',
      'Oskar chair, oak',
      'Model Anna, blue',
      'Jordan River',
      'Otto Versand',
      'Wells Fargo',
      'Max Planck Institute',
      'Robert Bosch GmbH',
      'Johnson & Johnson',
      'Marks & Spencer',
      'Ernst & Young',
      'Heidi Klum Collection',
      'Laura Ashley Home',
      'April Report',
      'Mark Complete',
      'Grant Approval',
      'Bill Payment',
      'Frank Street',
      'Carol Service',
      'Peter Lake',
      'Weber Grill',
      'Fischer Dübel',
      'Bosch Schleifer',
      'New York',
      'San Francisco',
      'Santa Clara County',
      'Bank Holiday',
      'Sales Order',
      'Purchase Requisition',
      'Goods Receipt',
      'Cost Center Report',
      'Human Resources',
      'Miller Lite',
      'Sabine River',
      'Grillen Weber',
      'Sofa Karlstad',
      'Miele Staubsauger',
      'Siemens Martin Stahl',
      'Stahl Fischer',
      'Dübel Fischer',
      'Hotel Bauer',
      'Ikea Jansson Regal',
      'Villeroy Boch',
      'Opel Adam',
      'Toyota Jansen Motors',
      'Levi Strauss jeans',
      'Ben Sherman shirt',
      'Eva Solo Karaffe',
      'Grace Period',
      'Victor Mousetrap',
      'Lang Lasur',
    ]),
  'street-like': d =>
    d.of([
      `Batch ${d.digits(3)} Main Line`,
      `Weg ${d.int(1, 9)} von ${d.int(10, 20)}`,
      `Platz ${d.int(1, 99)}`,
      `Page ${d.int(1, 9)} of ${d.int(10, 90)}`,
      `${d.int(1, 9)} Drive units`,
      `Ring ${d.digits(3)}`,
      `Route ${d.int(1, 99)}`,
      `Section ${d.int(1, 9)}.${d.int(1, 9)}`,
    ]),
  prose: d => words(d, d.int(4, 14)),
  'prose with numbers': d => `${words(d, 4)} ${d.int(1, 9999)} ${words(d, 3)} ${d.int(100, 99999)}`,
}

/** Hard negatives, `each` of every kind. */
export function negatives(draw: Draw, each: number): Sample[] {
  return Object.entries(MAKERS).flatMap(([kind, make]) =>
    Array.from({ length: each }, (): Sample => {
      const value = make(draw)
      const text = draw.of([value, value, value, `${value} `, `see ${value}`, `${value} - SAP Fiori`, `(${value})`])
      return { text, field: null, parts: [], kind, setting: 'negative' }
    }),
  )
}
