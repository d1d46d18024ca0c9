package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.client.ApiClient;
import org.voxpost.client.ApiException;
import org.voxpost.client.api.DefaultApi;
import org.voxpost.client.model.CallPage;
import org.voxpost.client.model.LookupResult;
import org.voxpost.client.model.Message;
import org.voxpost.client.model.RouteAnswer;
import org.voxpost.client.model.RouteQuery;
import org.voxpost.client.model.RouteRequest;
import org.voxpost.service.spool.CallRecord;

/** The API by a client that OpenAPI Generator made of {@code openapi.yaml}, as customers make theirs. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class GeneratedClientTest {
    private static final Set<String> TESTED = Set.of("lookup", "route", "directoryStatus", "refresh", "calls",
            "messages", "message", "retryMessage", "buryMessage", "messageAudio", "messageMail");
    private ApiSite site;
    private DefaultApi client;

    @BeforeAll
    void start(@TempDir Path state) throws Exception {
        site = ApiSite.start(state);
        String key = site.keys.create("generated", EnumSet.allOf(Scope.class)).secret();
        site.keys.reload();
        client = client(key);
    }

    private DefaultApi client(String key) {
        var http = new ApiClient();
        http.updateBaseUri("http://127.0.0.1:" + site.api.port() + "/api/v1");
        http.setReadTimeout(Duration.ofSeconds(10));
        http.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
        return new DefaultApi(http);
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    @Test
    void everyOperationOfTheContractIsTestedHere() {
        Set<String> operations = Arrays.stream(DefaultApi.class.getMethods())
                .filter(method -> method.getDeclaringClass() == DefaultApi.class).map(method -> method.getName())
                .filter(name -> !name.endsWith("WithHttpInfo") && !name.equals("downloadFileFromResponse"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(operations).isEqualTo(new TreeSet<>(TESTED));
    }

    @Test
    void looksUpAndRoutes() throws ApiException {
        LookupResult found = client.lookup("+14255550177", "2001", "main");
        RouteAnswer one = client.route(new RouteRequest().number("+14255550177").called("2001"));
        RouteAnswer several = client.route(new RouteRequest().addQueriesItem(new RouteQuery().number("2001"))
                .addQueriesItem(new RouteQuery().number("2999")));

        assertThat(found.getMatched()).isEqualTo(LookupResult.MatchedEnum.PERSON);
        assertThat(found.getMailbox().getId()).isEqualTo("alice");
        assertThat(found.getCaller().getDisplayName()).isEqualTo("Carol Reed");
        assertThat(one.getResult()).isEqualTo(found);
        assertThat(one.getSteps()).isNotEmpty();
        assertThat(several.getAnswers()).extracting(answer -> answer.getResult().getMatched())
                .containsExactly(LookupResult.MatchedEnum.PERSON, LookupResult.MatchedEnum.NONE);
    }

    @Test
    void readsTheAddressBookAnew() throws ApiException {
        client.refresh();

        Awaitility.await().until(() -> !client.directoryStatus().getRefreshing());
        assertThat(client.directoryStatus().getPeople()).isEqualTo(3);
    }

    @Test
    void pagesThroughCalls() throws ApiException {
        for (int i = 0; i < 3; i++) {
            site.records.keep(new CallRecord("call-" + i, ApiSite.NOON.plusSeconds(i), Duration.ofSeconds(20),
                    "call-answering", "pbx", "+14255550177", "8000", "alice", "no-answer", "message", "",
                    Duration.ofSeconds(9), "PCMU", 0, 1.5, 40, 4.3)).join();
        }

        CallPage first = client.calls(ApiSite.NOON.toString(), null, 2, null);
        CallPage second = client.calls(ApiSite.NOON.toString(), null, 2, first.getNext());

        assertThat(first.getCalls()).extracting(call -> call.getCallId()).containsExactly("call-2", "call-1");
        assertThat(second.getCalls()).extracting(call -> call.getCallId()).containsExactly("call-0");
        assertThat(second.getNext()).isNull();
    }

    @Test
    void handlesAMessage() throws Exception {
        String id = site.voiceMessage("zoe@example.com").id().toString();

        Message buried = client.buryMessage(id, "wrong number");
        Message again = client.retryMessage(id);
        File audio = client.messageAudio(id);
        File mail = client.messageMail(id);

        assertThat(client.messages("zoe@example.com", null, null, null).getMessages())
                .extracting(Message::getId).containsExactly(id);
        assertThat(buried.getState()).isEqualTo(Message.StateEnum.BURIED);
        assertThat(again.getState()).isEqualTo(Message.StateEnum.QUEUED);
        assertThat(client.message(id).getCaller().getName()).isEqualTo("Carol Reed");
        assertThat(new String(Files.readAllBytes(audio.toPath()), StandardCharsets.ISO_8859_1)).startsWith("RIFF");
        assertThat(Files.readString(mail.toPath())).contains("To: zoe@example.com");
        Files.delete(audio.toPath());
        Files.delete(mail.toPath());
    }

    @Test
    void isToldWhatIsWrong() {
        ApiException nobody = catchThrowableOfType(ApiException.class,
                () -> client.message("00000000-0000-0000-0000-000000000000"));
        ApiException stranger = catchThrowableOfType(ApiException.class, () -> client("wrong").directoryStatus());

        assertThat(nobody.getCode()).isEqualTo(404);
        assertThat(nobody.getResponseBody()).contains("\"status\":404");
        assertThat(stranger.getCode()).isEqualTo(401);
    }
}
