/** Countries by calling code; a handful is enough for tests. */
const callingCodes: Record<string, string> = {
  US: '1',
  FR: '33',
  ES: '34',
  IT: '39',
  CH: '41',
  AT: '43',
  GB: '44',
  DK: '45',
  SE: '46',
  PL: '48',
  DE: '49',
  BR: '55',
  NL: '31',
  IE: '353',
  PT: '351',
};

export interface Phone {
  country: string;
  /** With the plus. */
  callingCode: string;
  /** What is left without the calling code. */
  national: string;
}

/** Takes a phone number apart: one with a plus by its calling code, any other one by the country that is named with it. */
export function splitPhone(text: string, country?: string): Phone | undefined {
  const digits = text.replace(/[\s().-]/g, '');
  if (!/^\+?\d{6,15}$/.test(digits)) return undefined;
  if (!digits.startsWith('+')) {
    const code = callingCodes[country ?? ''];
    if (country === undefined || code === undefined) return undefined;
    return { country, callingCode: `+${code}`, national: digits.replace(/^0/, '') };
  }
  const found = Object.entries(callingCodes).find(([, code]) => digits.startsWith(`+${code}`));
  if (found === undefined) return undefined;
  const [home, code] = found;
  return { country: home, callingCode: `+${code}`, national: digits.slice(code.length + 1) };
}
