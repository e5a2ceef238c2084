/** Tokens whose issuers gave them a form. Each alternative begins with its literal and has one bounded run. */
export const KNOWN =
  /(?<![A-Za-z0-9])(?:(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}|gl(?:pat|dt|rt|ptt|cbt|ft|imt|agent|oas|soat|ffct)-[A-Za-z0-9_-]{20,64}|GR1348941[A-Za-z0-9_-]{20}|(?:xoxe\.)?xox[abeoprs]-[A-Za-z0-9-]{10,250}|xapp-\d-[A-Za-z0-9-]{10,250}|[sprw]k_(?:live|test|prod)_[A-Za-z0-9]{10,99}|whsec_[A-Za-z0-9]{24,64}|sk-(?:proj-|svcacct-|ant-|or-)?[A-Za-z0-9_-]{20,200}|AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20,250}|GOCSPX-[A-Za-z0-9_-]{28}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{16,250}|SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}|key-[a-f0-9]{32}|(?:AC|SK)[a-f0-9]{32}(?![a-f0-9])|do[opr]_v1_[a-f0-9]{64}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|hf_[A-Za-z0-9]{30,40}|dckr_pat_[A-Za-z0-9_-]{20,40}|sq0[a-z]{3}-[A-Za-z0-9_-]{22,43}|EAA[A-Za-z0-9_-]{30,250}|AGE-SECRET-KEY-1[A-Z0-9]{58}|hv[bs]\.[A-Za-z0-9_-]{20,300}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|lin_api_[A-Za-z0-9]{40}|A3(?:-[A-Z0-9]{5,11}){5,6}|pat[A-Za-z0-9]{14}\.[a-f0-9]{64}|LTAI[A-Za-z0-9]{16,24}|v1\.0-[a-f0-9]{24}-[a-f0-9]{100,160}|dapi[a-f0-9]{32}|dp\.[a-z]{2,5}\.[A-Za-z0-9]{40,44}|dt0[cs]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}|EZ[AT]K[A-Za-z0-9]{54}|(?:FLWSECK|FLWPUBK)(?:_TEST)?-[a-f0-9]{12,32}(?:-X)?|HRKU-AA[A-Za-z0-9_-]{58}|NRAK-[A-Z0-9]{27}|API-[A-Z0-9]{26}|pul-[a-f0-9]{40}|fio-u-[A-Za-z0-9_=-]{64}|sl\.(?:u\.)?[A-Za-z0-9_-]{100,300}|xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}|glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}|sha256~[A-Za-z0-9_-]{43}|snyk_[a-z]{2,4}\.[a-f0-9]{8}\.[A-Za-z0-9_-]{40,80}|AT(?:ATT3|BB)[A-Za-z0-9_=-]{20,250}|(?<![A-Za-z0-9_-])(?:eyJ[A-Za-z0-9_-]{8,2000}\.){1,2}[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{10,2000})?|v2\.local\.[A-Za-z0-9_-]{20,2000}|ssh-(?:rsa|ed25519) AAAA[A-Za-z0-9+/=]{40,2000})/g
/** Forms known by something in their middle, which is looked for first. */
export const MARKED: readonly (readonly [string, RegExp])[] = [
  ['-us', /(?<![A-Za-z0-9])[a-f0-9]{32}-us\d{1,2}(?!\w)/g],
  [':AA', /(?<!\w)[0-9]{8,10}:AA[A-Za-z0-9_-]{33}/g],
  ['.atlasv1.', /(?<!\w)[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}/g],
  ['Q~', /(?<![\w~.])[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}/g],
]
export const HOOKS =
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/_-]{20,120}|discord(?:app)?\.com\/api\/webhooks\/\d{10,24}\/[A-Za-z0-9_-]{20,120}|[a-z0-9-]{1,60}\.webhook\.office\.com\/webhookb2\/[A-Za-z0-9@/-]{30,300}/g
export const SCHEMES = /(?<![A-Za-z])(?:Bearer|Basic|Digest|Negotiate|Token) ([A-Za-z0-9._~+/=-]{12,2000})/gi
/** To the last `@` before the host: who types a password does not escape it. */
export const IN_URL = /(?::\/\/[^\s/:@]{0,64}:|jdbc:oracle:\w{1,8}:[^\s/:@]{1,64}\/)([^\s/]{1,128})@/g
const NAMES =
  'pass(?:word|wd|phrase|code|wort)?|pwd|pw|kennwort|mot de passe|contraseña|senha|wachtwoord|lösenord|hasło|heslo|jelszó|salasana|adgangskode|passord|parolă|şifre|пароль|密码|密碼|パスワード|비밀번호|secret|client_?secret|token|access_?token|refresh_?token|id_?token|auth_?token|api[-_ ]?key|apikey|access[-_ ]?key|secret[-_ ]?key|private[-_ ]?key|account_?key|shared_?access_?key|x-api-key|jsessionid|phpsessid|session_?id|sessionid|sid|sig|signature|x-amz-signature|x-amz-security-token|auth|authorization_code|otp|pin|cvv|cvc|tan'
export const ASSIGNED = new RegExp(
  `(?<![A-Za-z])(${NAMES})["']?( ?[=:] ?| is | ist | lautet | was |: |>)["']?([^\\s"'&;,<>(){}]{3,400})`,
  'gi',
)
export const SAID = / (?:is|ist|was|lautet) /
/** Passwords on a command line: `--password x`, `sshpass -p x`, `-u name:x`, and `-px` of clients of databases. */
export const TYPED =
  /(?:(?:^| )--(?:password|passwd|pass|token|secret|api-?key)[ =]|sshpass -p |(?:curl|wget|http) [^\n]{0,120}?(?:-u|--user) ?["']?[\w.@-]{1,64}:|mysql(?:dump|admin)? [^\n]{0,120}?-p)["']?([^\s"']{3,128})/g
