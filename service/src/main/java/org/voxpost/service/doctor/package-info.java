/**
 * {@code voxpost doctor}: tries what a profile describes, protocol by protocol, and says in an administrator's words what is
 * wrong and what to change.
 *
 * <p>{@link org.voxpost.service.doctor.Doctor} makes {@link org.voxpost.service.doctor.Finding}s; what may be wrong is one
 * list, {@link org.voxpost.service.doctor.Trouble}, which {@code docs/troubleshooting.md} repeats. Blocks; one thread.
 */
@NullMarked
package org.voxpost.service.doctor;

import org.jspecify.annotations.NullMarked;
