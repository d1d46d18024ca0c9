package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRecordsTest {
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final CallRecord CALL = new CallRecord("a@pbx", START, Duration.ofMillis(12_500), "call-answering",
            "pbx", "+14255550123", "2000", "alice", "no-answer", "message", "d-1", Duration.ofSeconds(9), "PCMU", 3,
            1.5, 42.5, 4.1);

    @TempDir
    Path state;

    @Test
    void keepsCallsAndWritesThemAsCsvAndJson() {
        try (Database database = Database.open(state)) {
            var records = new CallRecords(database);
            records.keep(CALL).join();
            records.keep(new CallRecord("b@pbx", START.plusSeconds(60), Duration.ZERO, "missed-call", "pbx, \"old\"",
                    "", "2000", "bob", "busy", "missed", "", Duration.ZERO, "", 0, 0, 0, 0)).join();

            var read = new ArrayList<CallRecord>();
            records.each(START, START.plusSeconds(60), read::add);
            assertThat(read).as("the end of the interval is not in it").containsExactly(CALL);

            var csv = new StringWriter();
            records.writeCsv(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE), new PrintWriter(csv));
            assertThat(csv.toString()).isEqualTo("callId,started,durationSeconds,type,peer,caller,dialled,mailboxId,"
                    + "reason,result,deliveryId,recordedSeconds,codec,packetsLost,jitterMs,roundTripMs,score\r\n"
                    + "a@pbx,2026-11-24T08:00:00Z,12.5,call-answering,pbx,'+14255550123,2000,alice,no-answer,message,"
                    + "d-1,9.0,PCMU,3,1.5,42.5,4.1\r\n"
                    + "b@pbx,2026-11-24T08:01:00Z,0.0,missed-call,\"pbx, \"\"old\"\"\",,2000,bob,busy,missed,,0.0,,0,"
                    + "0.0,0.0,0.0\r\n");

            var json = new StringWriter();
            records.writeJson(START, START.plusSeconds(1), new PrintWriter(json));
            assertThat(json.toString()).contains("\"callId\":\"a@pbx\"", "\"recordedSeconds\":9.0").hasLineCount(1);
        }
    }

    @Test
    void aRecordThatCannotBeKeptFailsItselfAlone() {
        Database database = Database.open(state);
        var records = new CallRecords(database);
        database.close();

        assertThat(records.keep(CALL)).completesExceptionallyWithin(Duration.ofSeconds(10));
    }
}
