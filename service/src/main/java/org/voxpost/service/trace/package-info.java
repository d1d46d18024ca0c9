/**
 * What happened to one call, told in order: SIP messages, the rule that chose the mailbox, media, delivery.
 *
 * <p>{@link org.voxpost.service.trace.TraceLog} appends steps to a few files of bounded size in the state directory;
 * {@link org.voxpost.service.trace.TraceReader} finds a call in them, also from another process;
 * {@link org.voxpost.service.trace.FaultLog} keeps a failing peer from flooding the log. Keys, credentials and keyed
 * digits are masked before anything is written; of RTP, which is traced where somebody asked for it, there is neither what is
 * said nor what is keyed. Recording a step never blocks and never fails the call: when the disk
 * cannot keep up, steps are dropped and counted.
 */
@NullMarked
package org.voxpost.service.trace;

import org.jspecify.annotations.NullMarked;
