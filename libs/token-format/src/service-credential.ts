import { generateToken } from './generate.js';
import { parseToken } from './parse.js';
import { ProfileSet, serviceCredential } from './profile.js';

const onlyCredentials = new ProfileSet([serviceCredential]);

/** A new one. It exists only in the returned value: hand it out once, store its digest. */
export const generateServiceCredential = (): string => generateToken(serviceCredential);

/** By its form alone; whether it was ever handed out, auth knows. */
export const isServiceCredential = (text: string): boolean => parseToken(text, onlyCredentials) !== null;
