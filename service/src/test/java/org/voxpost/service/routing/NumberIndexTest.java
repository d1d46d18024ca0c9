package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.service.routing.AddressBookFixture.index;
import static org.voxpost.service.routing.AddressBookFixture.person;
import static org.voxpost.service.routing.AddressBookFixture.withProxy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.subscriber.DialPlan;

class NumberIndexTest {
    private static final List<DialPlan> ONE_SITE = List.of(
            new DialPlan(new SiteConfig("redmond", "US", "425", 4, 4, List.of("9"), "+1425555")));
    private static final List<DialPlan> TWO_SITES = List.of(ONE_SITE.getFirst(),
            new DialPlan(new SiteConfig("london", "GB", "20", 4, 4, List.of("9"), "+44207946")));

    @ParameterizedTest
    @ValueSource(strings = {"+14255554101", "4101", "(425) 555-4101", "5554101", "9 1 425 555 4101",
            "011 1 425 555 4101", "tel:+1-425-555-4101", "4101;phone-context=example.com", "+14255550100;ext=4101",
            "555-4101;phone-context=+1425", "\u202a+1\u00a0425\u2011555\u20114101\u202c", "１４２５５５５４１０１"})
    void findsAPersonInEverySpellingOfHisNumber(String dialled) {
        NumberIndex index = index(ONE_SITE, person("Alice", "alice", "+1 (425) 555-4101"));

        assertThat(nameAt(index, "", dialled)).contains("Alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(0)20 7946 0001", "+44 (0)20 7946 0001", "tel:+44-20-7946-0001", "0044 20 7946 0001"})
    void readsTheAddressBooksSpellingLikeADialledOne(String written) {
        NumberIndex index = index(List.of(TWO_SITES.get(1)), person("Ann", "ann", written));

        assertThat(nameAt(index, "", "+442079460001")).contains("Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "54101", "555-410", "+4255554101", "14101", "+1425555410", "+142555541011", "",
            "x", "anonymous"})
    void aNumberThatOnlyEndsLikeHisIsNotHis(String dialled) {
        NumberIndex index = index(ONE_SITE, person("Alice", "alice", "+14255554101"));

        assertThat(nameAt(index, "", dialled)).isEmpty();
    }

    @Test
    void aNumberOfTwoPeopleIsAnAnswerOfItsOwn() {
        NumberIndex index = index(ONE_SITE, person("Alice", "alice", "+14255554101"),
                person("Bob", "bob", "+14255554101"), person("Carol", "carol", "+14255554101"));

        assertThat(index.find("", "4101")).isInstanceOfSatisfying(NumberMatch.Several.class,
                several -> assertThat(several.people()).extracting(IndexedPerson::displayName)
                        .containsExactly("Alice", "Bob", "Carol"));
        assertThat(index.ambiguous()).isEqualTo(1);
    }

    @Test
    void ofTwoPeopleTheOneWithVoicemailIsMeant() {
        NumberIndex index = index(ONE_SITE, person("Alice", "alice", "+14255554101"),
                withProxy(person("Bob", "bob", "+14255554101"), "EUM:4199;phone-context=plan.example.com"));

        assertThat(nameAt(index, "", "4101")).contains("Bob");
    }

    @Test
    void anExtensionBehindASwitchboardsNumberIsThePersonsAndTheSwitchboardIsNot() {
        NumberIndex index = index(ONE_SITE, person("Alice", "alice", "+1 425 555 0100 x4101"));

        assertThat(nameAt(index, "", "4101")).contains("Alice");
        assertThat(nameAt(index, "", "+14255550100")).isEmpty();
    }

    @Test
    void theSameExtensionAtTwoSitesIsTwoPeople() {
        NumberIndex index = index(TWO_SITES,
                withProxy(person("Alice", "alice"), "EUM:4101;phone-context=redmond.example.com"),
                withProxy(person("Ann", "ann"), "eum:4101;phone-context=LONDON"));

        assertThat(nameAt(index, "redmond", "4101")).contains("Alice");
        assertThat(nameAt(index, "london", "4101")).contains("Ann");
    }

    @Test
    void anExtensionBelongsToTheSiteWhoseDirectNumbersThePersonHas() {
        NumberIndex index = index(TWO_SITES, person("Ann", "ann", "+44 20 7946 0001", "x4101"));

        assertThat(nameAt(index, "london", "4101")).contains("Ann");
        assertThat(nameAt(index, "redmond", "4101")).isEmpty();
    }

    @Test
    void anExtensionOfNoKnownSiteIsNotTaken() {
        NumberIndex index = index(TWO_SITES, person("Ann", "ann", "x4101"));

        assertThat(nameAt(index, "london", "4101")).isEmpty();
        assertThat(nameAt(index, "redmond", "4101")).isEmpty();
    }

    @Test
    void anAssistantsNumberAndAFaxAreNotThePersons() {
        var phones = List.of(new Phone(Kind.ASSISTANT, "+14255550001"), new Phone(Kind.FAX, "+14255550002"));
        var boss = new DirectoryPerson("/cn=boss", "Boss", Optional.empty(), "", "", "", "", "", phones, List.of());

        assertThat(index(ONE_SITE, boss).numbers()).isZero();
    }

    @Test
    void leadingZerosOfAnExtensionCount() {
        NumberIndex index = index(ONE_SITE, person("Zoe", "zoe", "x0101"));

        assertThat(nameAt(index, "", "0101")).contains("Zoe");
        assertThat(NumberKey.text(NumberKey.extension(0, "0101").orElseThrow())).isEqualTo("0101");
    }

    @Test
    void marksInANameDoNotReachAScreen() {
        NumberIndex index = index(ONE_SITE, person("\u202EecilA\r\nx", "alice", "+14255554101"));

        assertThat(nameAt(index, "", "4101")).contains("ecilA x");
    }

    @Test
    void holdsAsManyPeopleAsThereAre() {
        var builder = new NumberIndexBuilder(ONE_SITE);
        for (int i = 0; i < 5000; i++) {
            builder.add(person("Person " + i, "p" + i, "+1206" + (2_000_000 + i), "+1425555" + (1000 + i % 9000)));
        }
        NumberIndex index = builder.build();

        assertThat(index.people()).isEqualTo(5000);
        assertThat(index.numbers()).isEqualTo(10_000);
        assertThat(nameAt(index, "", "+12062004999")).contains("Person 4999");
        assertThat(nameAt(index, "", "1000")).contains("Person 0");
        assertThat(index.sizeBytes()).isLessThan(1_500_000);
    }

    private static Optional<String> nameAt(NumberIndex index, String site, String dialled) {
        return index.find(site, dialled) instanceof NumberMatch.One one
                ? Optional.of(one.person().displayName())
                : Optional.empty();
    }
}
