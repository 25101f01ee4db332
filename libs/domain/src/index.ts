export { caseNumberFrom } from './case-number.js';
export { contractNumberErrors, parseContractNumber, type ContractNumberError } from './contract-number.js';
export { codeFrom, parseCode } from './crockford.js';
export { type PasswordContext } from './context-words.js';
export { calendarDateInWords, dateInWords, deadlineInWords, remindersOf } from './deadlines.js';
export { emailFault, type EmailFault, isSameEmail, smtpAddress } from './email.js';
export { eligibility, legalCategoryLabel, type EligibilityCase, type EligibilityPolicy } from './eligibility.js';
export { helpDesk, helpDeskState } from './help-desk.js';
export { identifierFrom, parseIdentifier } from './identifier.js';
export { maskEmail } from './mask.js';
export { nearMiss } from './near-miss.js';
export { opaque } from './opaque-string.js';
export {
  passwordLength,
  passwordRefusals,
  passwordRefusalTexts,
  type PasswordRefusal,
  type StrengthEstimate,
} from './password-policy.js';
export { fullName, isSameName, shownName } from './person-name.js';
export { formatSiret, parseSiret, siretErrors, type SiretError } from './siret.js';
export { folded, nameFault, type NameFault, tidyEmail, tidyName, tidyPhone } from './typed-text.js';
