/**
 * The lab: a small, strict Exchange-like server for trial and tests ({@code LabMain}; in process {@code Lab}).
 *
 * <p>One {@link org.voxpost.lab.store.LabStore}, and front ends that show it by Exchange's protocols: EWS here, the others
 * in packages of their own. It refuses what the specifications refuse and can be told to misbehave
 * (faults by name). It listens on loopback, is a test instrument and a trial inbox, and never a mail
 * server: nothing on a production class path may depend on it.
 */
@NullMarked
package org.voxpost.lab;

import org.jspecify.annotations.NullMarked;
