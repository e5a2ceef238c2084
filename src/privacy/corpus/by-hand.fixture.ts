import { marked, type Sample } from './sample.fixture.ts'

/**
 * Written by hand: one text a line, personal parts marked as `⟦class|…⟧`; `label ¦ text` stands in a field. Values are the
 * published examples of standards, issuers and authorities, or invented.
 */
const TEXTS = `
IBAN ⟦iban|DE89 3704 0044 0532 0130 00⟧ bitte bis Freitag
⟦iban|GB82 WEST 1234 5698 7654 32⟧
konto:⟦iban|fr1420041010050500013m02606⟧;
IBAN⟦iban|CH9300762011623852957⟧/BIC POFICHBEXXX
Überweisung an ⟦iban|NL91ABNA0417164300⟧, Verwendungszweck RE-2024-0815
pay.test/?iban=⟦iban|BE68539007547034⟧&amount=12.50
alt: ⟦iban|AT611904300234573201⟧ neu: ⟦iban|AT48 3200 0000 1234 5864⟧
⟦card|4111 1111 1111 1111⟧ exp 04/27
Amex ⟦card|3782 822463 10005⟧
⟦card|5555555555554444⟧
charge ⟦card|4242 4242 4242 4242⟧ now
card ⟦card|6304000000000000⟧ declined
MC ⟦card|2223 0031 2200 3222⟧, declined
Diners: ⟦card|30569309025904⟧
⟦card|6011-1111-1111-1117⟧
jcb ⟦card|3530111333300000⟧ ok
⟦email|ann.miller@example.com⟧
Ann Miller ¦ ⟦email|a@b.co⟧
cc: ⟦email|x.y+z@sub.example.co.uk⟧; ⟦email|info@müller.example.de⟧
E-Mail an ⟦email|"ann"@example.org⟧
mailto:⟦email|service@example.org⟧?subject=Rechnung%204711
RE: mail from <⟦email|no-reply@shop.example⟧>
kontakt ⟦email|HANS.WURST@BEISPIEL.DE⟧.
⟦email|ann.miller @ example.com⟧ (please note the blanks)
bounced: ⟦email|list+ann=example.org@lists.example.net⟧
⟦email|r&d@beispiel.example⟧ und ⟦email|o'hara@example.ie⟧
to=⟦email|ann#2@example.com⟧&cc=⟦email|bob@example.com⟧
https://a.test/?to=⟦email|%E7%94%A8%E6%88%B7%40%E4%BE%8B%E5%AD%90.%E4%B8%AD%E5%9B%BD⟧&n=1
Tel: ⟦phone|+49 (0) 89 / 123 456-78⟧
Büro (⟦phone|0711-1234567⟧), ab acht
free of charge: ⟦phone|+800 1234 5678⟧
Kinshasa ⟦phone|+243 123 4567⟧
⟦phone|0049 (0)89 1234567⟧
Rückruf ⟦phone|0151-23456789⟧ bitte
call ⟦phone|(212) 555-0187⟧ ext. 12
⟦phone|+1-212-555-0187⟧
tel:⟦phone|+442079460958⟧
Phone ¦ ⟦phone|2079460958⟧
Mobile ¦ ⟦phone|79 461 22 18⟧
Fax ⟦phone|+33 (0)1 23 45 67 89⟧
My number is ⟦phone|+91 98765-43210⟧, call anytime
⟦phone|06 12 34 56 78⟧
⟦phone|+420 777 123 456⟧ / ⟦phone|+420777123457⟧
Handynr. ⟦phone|0176 / 12 34 56 78⟧
SSN ⟦national-id|078-05-1120⟧
applicant ⟦national-id|219 09 9999⟧ approved
SSN ¦ ⟦national-id|457555462⟧
NINO: ⟦national-id|AA 12 34 56 C⟧
her number ⟦national-id|AB 12 34 56 C⟧
Steuer-ID ⟦national-id|86 095 742 719⟧
IdNr. ⟦national-id|47036892816⟧
DNI ⟦national-id|12345678Z⟧
NIE: ⟦national-id|X1234567L⟧
C.F. ⟦national-id|RSSMRA85T10A562S⟧
CF ⟦national-id|MRTMTT25D09F205Z⟧ verificato
BSN ⟦national-id|111222333⟧
BSN ¦ ⟦national-id|123456782⟧
personnummer ⟦national-id|811218-9876⟧
⟦national-id|19811218-9876⟧
PESEL: ⟦national-id|44051401359⟧
CPF ⟦national-id|111.444.777-35⟧
⟦national-id|529.982.247-25⟧
Aadhaar ⟦national-id|2341 2341 2346⟧
AHV ⟦national-id|756.9217.0769.85⟧
rijksregisternummer ⟦national-id|85.07.30-033.28⟧
HETU ⟦national-id|131052-308T⟧
身份证 ⟦national-id|11010519491231002X⟧
N° sécu ⟦national-id|2 55 08 14 168 025 38⟧
born ⟦birth-date|12 March 1984⟧ in Leeds
geb. am ⟦birth-date|03.04.1975⟧, ledig
Geburtsdatum ¦ ⟦birth-date|3.4.75⟧
DOB ⟦birth-date|1984-03-12⟧
⟦person-name|Erika Mustermann⟧ (* ⟦birth-date|12.08.1964⟧)
née le ⟦birth-date|1er mars 1990⟧
IP ⟦ip-address|203.0.113.42⟧ blocked
⟦ip-address|2001:db8::ff00:42:8329⟧
from ⟦ip-address|10.0.0.12⟧:52344
http://⟦ip-address|192.168.178.1⟧/admin
[⟦ip-address|fe80::1ff:fe23:4567:890a⟧]
⟦ip-address|::ffff:192.0.2.128⟧ connected
Authorization: Bearer ⟦secret|eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U⟧
export AWS_ACCESS_KEY_ID=⟦secret|AKIAIOSFODNN7EXAMPLE⟧
aws ⟦secret|wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY⟧
https://⟦account-name|⟧user:⟦secret|hunter2⟧@shop.test/
Passwort: ⟦secret|Sommer2024!⟧
pw=⟦secret|s3cr3t⟧
{"api_key":"⟦secret|0123456789abcdef0123456789abcdef⟧"}
https://x.test/cb?access_token=⟦secret|abcDEF123456⟧#done
Mein Kennwort lautet ⟦secret|Birne77?⟧
redis://:⟦secret|P@ssw0rd⟧@cache:6379
sshpass -p ⟦secret|Birne77?⟧ ssh web
mysql -u root -p⟦secret|Sommer2024!⟧ shop
<db><password>⟦secret|Tr0ub4dor&3⟧</password></db>
jdbc:oracle:thin:scott/⟦secret|tiger7⟧@//db:1521/x
密码：⟦secret|abc12345⟧
https://⟦secret|hooks.slack.com/services/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⟧
Basic ⟦secret|QWxhZGRpbjpvcGVuIHNlc2FtZQ==⟧
CVC: ⟦secret|737⟧
⟦account-name|CONTOSO\\amiller⟧ has opened the session
C:\\Users\\⟦account-name|ann.miller⟧\\Documents\\Offer.docx
/home/⟦account-name|amiller⟧/reports/q3.csv
logged in as ⟦account-name|ann.miller⟧
User: ⟦account-name|D034567⟧
⟦machine-name|DESKTOP-4T7QK2M⟧ rebooted
\\\\⟦machine-name|FILESRV01⟧\\share\\finance
⟦machine-name|00:1B:44:11:3A:B7⟧
ping ⟦machine-name|db01.corp.local⟧
⟦machine-name|Anns-MacBook-Pro⟧.
Dear ⟦person-name|Ms. Quux⟧,
⟦person-name|Dr. Anna Weber⟧ hat zugestimmt
⟦person-name|Weber, Anna⟧ | Personalakte
Approved by ⟦person-name|Jean-Pierre Dubois⟧
⟦person-name|Maria García López⟧
Herrn ⟦person-name|Thomas Müller⟧
Patient name ¦ ⟦person-name|Qwxyz⟧
Ship to ⟦address|221B Baker Street, London NW1 6XE⟧
⟦address|Unter den Linden 77⟧ ist belegt
⟦address|Musterstr. 12, 12345 Musterstadt⟧
⟦address|10 rue de Rivoli⟧
Street ¦ ⟦address|Elm 5⟧
⟦address|1600 Pennsylvania Avenue NW⟧
Order 4500012345 was released
PO 4500012345 / item 00010
Rechnung RE-2024-0815 über 1.234,56 €
Kundennummer 0000100234
VAT DE123456789
USt-IdNr. ATU12345678
EAN 4006381333931
GTIN 00012345600012
ISBN 978-3-16-148410-0
Serial no. 490154203237518
version 10.0.19045.3803
see section 1.2.3.4
550e8400-e29b-41d4-a716-446655440000
d41d8cd98f00b204e9800998ecf8427e
52.520008, 13.404954
due 12.03.2024 14:30
2024-03-12T14:30:00Z
12 x 34 x 56 mm
Material 000000000012345678
Jack Daniels, 0.7 l
Mercedes Benz Sprinter 316 CDI
San Francisco office
Victoria Station
Save as draft
Forgot your password?
Token expired, sign in again
User settings
Meeting room 4.12, floor 3
Q3/2024 revenue +12.5 %
SAP Fiori - Manage Purchase Orders
INC0012345 assigned to group Service Desk
12:34:56
std::map
react@18.2.0 installed
#4711 (2)
Cost center 1000 2000 3000
IMEI 356938035643809
1Z999AA10123456784
DE00 3704 0044 0532 0130 00
4111 1111 1111 1112
http://localhost:3000/orders?page=2
1,234,567.89 USD
$ 12 345 678
Lot 2024-0312-0017
Batch 20240312143000
The quick brown fox jumps over the lazy dog
Kostenstelle 4711 gesperrt
https://shop.test/o/INV-2023-27201
https://parts.test/o/WAUZZZ8K2BA066803?t=1
01ARZ3NDEKTSV4RRFFQ69G5FAV
sha512-kq1Pc8vKz2J4yB7nT0aXwRd5mEo3HsLu9GfVcZbN6pQtYiUjWxMlDvSrAkOhCgFe
commit-9fceb02d0ae598e95dc970b74767f19372d61af8
access key: optional
Password: none
aspect 4::3
ratio 1::2
`
export const byHand: readonly Sample[] = TEXTS.trim()
  .split('\n')
  .map(line => {
    const [label, text] = line.includes(' ¦ ') ? line.split(' ¦ ') : [null, line]
    return marked(text!.replace('⟦account-name|⟧', ''), 'by hand', 'by hand', label)
  })
