package org.voxpost.mailbox.wire.umws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.mailbox.wire.Fuzz;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.SoapFault;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;

class UmwsTest {

    static Stream<UmwsRequest> requests() {
        return Stream.of(new UmwsRequest.IsUmEnabled(), new UmwsRequest.GetUmProperties(),
                new UmwsRequest.SetOofStatus(true), new UmwsRequest.SetPlayOnPhoneDialString("+46 55"),
                new UmwsRequest.SetTelephoneAccessFolderEmail("AAAA"),
                new UmwsRequest.SetMissedCallNotificationEnabled(false), new UmwsRequest.ResetPin(),
                new UmwsRequest.PlayOnPhone("AAAB", "4101"),
                new UmwsRequest.PlayOnPhoneGreeting(UmwsGreeting.OUT_OF_OFFICE, "4101"),
                new UmwsRequest.GetCallInfo("NDEz"), new UmwsRequest.Disconnect("NDEz"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestReadsBackAsItWasWritten(UmwsRequest request) throws IOException {
        String written = envelope(request::write);

        assertThat(readRequest(written)).isEqualTo(request);
    }

    @Test
    void parametersAreSpelledAsPublished() throws IOException {
        assertThat(envelope(new UmwsRequest.PlayOnPhone("AAAB", "4101")::write)).contains(
                "<PlayOnPhone xmlns=\"http://schemas.microsoft.com/exchange/services/2006/messages\">"
                        + "<entryId>AAAB</entryId><DialString>4101</DialString></PlayOnPhone>");
        assertThat(envelope(new UmwsRequest.SetPlayOnPhoneDialString("4101")::write))
                .contains("<dialString>4101</dialString>");
    }

    static Stream<Map.Entry<String, UmwsAnswer>> answers() {
        return Stream.of(Map.entry("IsUMEnabled", new UmwsAnswer.Enabled(true)),
                Map.entry("PlayOnPhone", new UmwsAnswer.CallHandle("NDEz")),
                Map.entry("GetCallInfo", new UmwsAnswer.CallInfo("Connected", "None")),
                Map.entry("ResetPIN", new UmwsAnswer.Done()), Map.entry("GetUMProperties",
                        new UmwsAnswer.UmProperties(true, false, "4101", "+46 55 4100", "AAAA")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerReadsBackAsItWasWritten(Map.Entry<String, UmwsAnswer> answer) throws IOException {
        String written = envelope(out -> answer.getValue().write(out, answer.getKey()));

        assertThat(readAnswer(written, answer.getKey())).isEqualTo(answer.getValue());
    }

    @Test
    void answersAreDoubledAsPublished() throws IOException {
        String written = envelope(out -> new UmwsAnswer.Enabled(true).write(out, "IsUMEnabled"));

        assertThat(written).contains(
                "<IsUMEnabledResponse xmlns=\"http://schemas.microsoft.com/exchange/services/2006/messages\">"
                        + "<IsUMEnabledResponse>true</IsUMEnabledResponse></IsUMEnabledResponse>");
    }

    @Test
    void aFaultIsReadByItsType() throws IOException {
        var bytes = new ByteArrayOutputStream();
        new UmwsFault(UmwsFault.INVALID_CALL_ID, "no such call").write(bytes);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("<faultcode xmlns:a=", "a:InvalidCallIdException",
                "<ExceptionType xmlns=\"http://schemas.microsoft.com/exchange/services/2006/messages\">"
                        + "InvalidCallIdException</ExceptionType>");
        assertThatThrownBy(() -> readAnswer(bytes.toString(StandardCharsets.UTF_8), "GetCallInfo"))
                .isInstanceOfSatisfying(SoapFault.class,
                        fault -> assertThat(fault.code()).isEqualTo(UmwsFault.INVALID_CALL_ID));
    }

    @Test
    void whatIsNoRequestIsRefused() throws IOException {
        String flag = envelope(new UmwsRequest.SetOofStatus(true)::write);

        assertThatThrownBy(() -> readRequest(flag.replace(">true<", ">yes<"))).isInstanceOf(XmlException.class);
        assertThatThrownBy(() -> readRequest(flag.replace("SetOofStatus", "SetStatus")))
                .isInstanceOf(XmlException.class);
        assertThatThrownBy(() -> readRequest(flag.replace("2006/messages\"><status", "2006/types\"><status")))
                .isInstanceOf(XmlException.class);
    }

    @Test
    void envelopesGoneWrongAreReadOrRefused() throws IOException {
        var corpus = new ArrayList<byte[]>();
        for (UmwsRequest request : requests().toList()) {
            corpus.add(envelope(request::write).getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, UmwsAnswer> answer : answers().toList()) {
            corpus.add(envelope(out -> answer.getValue().write(out, answer.getKey()))
                    .getBytes(StandardCharsets.UTF_8));
        }
        var fault = new ByteArrayOutputStream();
        new UmwsFault(UmwsFault.INVALID_CALL_ID, "no such call").write(fault);
        corpus.add(fault.toByteArray());

        Fuzz.run(14, 2_000, corpus, bytes -> readRequest(new String(bytes, StandardCharsets.ISO_8859_1)));
        Fuzz.run(15, 2_000, corpus,
                bytes -> readAnswer(new String(bytes, StandardCharsets.ISO_8859_1), "GetUMProperties"));
    }

    private static String envelope(SoapEnvelope.Part body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        SoapEnvelope.write(bytes, Map.of(), header -> {
        }, body);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static UmwsRequest readRequest(String envelope) throws IOException {
        try (var in = new XmlReader(new ByteArrayInputStream(envelope.getBytes(StandardCharsets.UTF_8)))) {
            return SoapEnvelope.read(in, header -> "", UmwsRequest::read);
        }
    }

    private static UmwsAnswer readAnswer(String envelope, String operation) throws IOException {
        try (var in = new XmlReader(new ByteArrayInputStream(envelope.getBytes(StandardCharsets.UTF_8)))) {
            return SoapEnvelope.read(in, header -> "", body -> UmwsAnswer.read(body, operation));
        }
    }
}
