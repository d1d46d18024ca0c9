/**
 * Misbehaviour to order: by name, by operation, so many times; see {@link org.voxpost.lab.fault.FaultKind} for the names.
 *
 * <p>A front end asks {@link org.voxpost.lab.fault.Faults#take} when it knows the operation, and either acts on the fault
 * itself or has {@link org.voxpost.lab.fault.HttpFaults} do what is common to all HTTP.
 */
@NullMarked
package org.voxpost.lab.fault;

import org.jspecify.annotations.NullMarked;
