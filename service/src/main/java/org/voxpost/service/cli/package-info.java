/**
 * Commands for operators: checking the configuration, looking after the spool, backup and restore.
 *
 * <p>Each is a picocli command that the top command {@code voxpost} lists. They print to the command's writers, end with
 * the exit status of sysexits(3) (78 for a wrong configuration), and may run beside the service: both use the same
 * database.
 */
@NullMarked
package org.voxpost.service.cli;

import org.jspecify.annotations.NullMarked;
