/**
 * The look-up in the switches' own dialects: Cisco CURRI, FreeSWITCH mod_xml_curl and mod_cidlookup, Kamailio rtjson, plain
 * text for Asterisk (reference: telephony, 8). Each is a pure function between the dialect and
 * {@link org.voxpost.service.routing.LookupResult}; who may ask and how is {@code org.voxpost.service.api}'s.
 */
@NullMarked
package org.voxpost.service.api.dialect;

import org.jspecify.annotations.NullMarked;
