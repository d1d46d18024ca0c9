/**
 * The one gate through which every leg passes that leaves: dialling rules (transfer, bridging, find-me, play on phone, call
 * back). Pure: a number and who wants it go in, the number to dial or the reason why not comes out.
 *
 * <p>Nothing is allowed that no rule allows. Emergency and premium numbers are never dialled, whatever the rules say;
 * international ones only if a rule names their country. Numbers are judged after everything that changes them: letters,
 * separators, prefixes and the country's own forms are resolved first, and what cannot be resolved is refused. Country forms
 * come from libphonenumber. No limit of rate here: {@link org.voxpost.service.dialling.DialLimits} counts.
 */
@NullMarked
package org.voxpost.service.dialling;

import org.jspecify.annotations.NullMarked;
