package org.voxpost.service.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.LookupQuery;
import org.voxpost.service.routing.LookupResult.Matched;

class CurriTest {
    /** In the shape of Cisco's developer documentation (reference: telephony, 8.2). */
    private static final String REQUEST = """
            <?xml version="1.0" encoding="ISO-8859-1"?>
            <Request xmlns="urn:oasis:names:tc:xacml:2.0:context:schema:os">
             <Subject SubjectCategory="urn:oasis:names:tc:xacml:1.0:subject-category:access-subject">
              <Attribute AttributeId="urn:oasis:names:tc:xacml:1.0:subject:role-id" DataType="http://www.w3.org/2001/XMLSchema#string" Issuer="requestor">
               <AttributeValue>CISCO:UC:UCMPolicy</AttributeValue></Attribute>
              <Attribute AttributeId="urn:Cisco:uc:1.0:callingnumber" DataType="http://www.w3.org/2001/XMLSchema#string"><AttributeValue>+14255550177</AttributeValue></Attribute>
              <Attribute AttributeId="urn:Cisco:uc:1.0:callednumber" DataType="http://www.w3.org/2001/XMLSchema#string"><AttributeValue>2001</AttributeValue></Attribute>
              <Attribute AttributeId="urn:Cisco:uc:1.0:transformedcgpn" DataType="http://www.w3.org/2001/XMLSchema#string"><AttributeValue>+14255550177</AttributeValue></Attribute>
              <Attribute AttributeId="urn:Cisco:uc:1.0:transformedcdpn" DataType="http://www.w3.org/2001/XMLSchema#string"><AttributeValue>\\+14255552001</AttributeValue></Attribute>
             </Subject>
             <Resource><Attribute AttributeId="urn:oasis:names:tc:xacml:1.0:resource:resource-id" DataType="http://www.w3.org/2001/XMLSchema#anyURI"><AttributeValue>CISCO:UC:VoiceOrVideoCall</AttributeValue></Attribute></Resource>
             <Action><Attribute AttributeId="urn:oasis:names:tc:xacml:1.0:action:action-id" DataType="http://www.w3.org/2001/XMLSchema#anyURI"><AttributeValue>any</AttributeValue></Attribute></Action>
             <Environment><Attribute AttributeId="urn:Cisco:uc:1.0:triggerpointtype" DataType="http://www.w3.org/2001/XMLSchema#string"><AttributeValue>translationpattern</AttributeValue></Attribute></Environment>
            </Request>
            """;
    private static final LookupQuery ASKED = new LookupQuery("+14255550177", Optional.of("2001"), "main");

    private static LookupQuery read(String request, String contentType) throws Curri.NotUnderstood {
        return Curri.read(request.getBytes(StandardCharsets.ISO_8859_1), contentType, "main");
    }

    @Test
    void readsWhoCallsWhom() throws Exception {
        assertThat(read(REQUEST, "text/xml; charset=ISO-8859-1")).isEqualTo(ASKED);
    }

    @Test
    void readsNamesInAnyCase() throws Exception {
        String lower = REQUEST.replace("Attribute", "attribute").replace("attributeId=", "attributeid=")
                .replace("attributeValue", "attributevalue").replace("Request", "request")
                .replace("Subject", "subject");

        assertThat(read(lower, "text/xml")).isEqualTo(ASKED);
    }

    @Test
    void readsOneThatIsWrappedInSeveralParts() throws Exception {
        String wrapped = "--b\r\nContent-Type: text/xml\r\n\r\n" + REQUEST + "\r\n--b--\r\n";

        assertThat(read(wrapped, "multipart/mixed; boundary=b")).isEqualTo(ASKED);
    }

    @Test
    void takesTheTransformedNumberWhereThereIsNoOther() throws Exception {
        String transformed = REQUEST.replace("callednumber", "other").replace("callingnumber", "another");

        assertThat(read(transformed, "text/xml"))
                .isEqualTo(new LookupQuery("+14255550177", Optional.of("+14255552001"), "main"));
    }

    @Test
    void readsTheCharsetOfHttpWhereTheDocumentNamesNone() throws Exception {
        String bare = REQUEST.substring(REQUEST.indexOf("<Request")).replace("2001<", "J\u00fcrgen<");

        assertThat(read(bare, "text/xml; charset=ISO-8859-1").called()).contains("J\u00fcrgen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "<", "<Request>", "<Request/>", "<Request><Subject></Request>",
            "<Request><Subject><Attribute AttributeId=\"urn:Cisco:uc:1.0:callednumber\"/></Subject></Request>",
            "<!DOCTYPE r [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><r><Attribute AttributeId=\"urn:Cisco:uc:1.0:callednumber\"><AttributeValue>&a;</AttributeValue></Attribute></r>",
            "<!DOCTYPE r [<!ENTITY a \"2001\">]><r/>"})
    void whatIsNoRequestIsRefused(String request) {
        assertThatThrownBy(() -> read(request, "text/xml")).isInstanceOf(Curri.NotUnderstood.class);
    }

    @Test
    void everyShorterRequestIsRefusedOrSaysTheSame() {
        String whole = REQUEST.strip();
        for (int length = 0; length < whole.length(); length++) {
            String part = whole.substring(0, length);
            assertThatThrownBy(() -> read(part, "text/xml")).as("%d characters", length)
                    .isInstanceOf(Curri.NotUnderstood.class);
        }
    }

    @Test
    void elementsNestedWithoutEndAreRefused() {
        assertThatThrownBy(() -> read("<a>".repeat(10_000) + "x", "text/xml")).isInstanceOf(Curri.NotUnderstood.class);
    }

    @Test
    void letsACallGoOnUnderTheCallersName() throws Exception {
        String answer = Curri.write(Answers.alice(Treatment.CONTINUE, "", Answers.TELEPHONE, Answers.VOICEMAIL));

        assertThat(answer).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Response><Result><Decision>Permit</Decision><Status></Status><Obligations>\
                <Obligation FulfillOn="Permit" ObligationId="urn:cisco:xacml:policy-attribute">\
                <AttributeAssignment AttributeId="Policy:simplecontinue">\
                <AttributeValue DataType="http://www.w3.org/2001/XMLSchema#string">\
                &lt;cixml ver=&quot;1.0&quot;&gt;&lt;continue&gt;&lt;modify callingname=&quot;\
                Carol &amp;quot;C&amp;quot; &amp;lt;Reed&amp;gt; &amp;amp; Co&quot;/&gt;&lt;/continue&gt;&lt;/cixml&gt;\
                </AttributeValue></AttributeAssignment></Obligation></Obligations></Result></Response>""");
        // read as Unified CM reads it: the value's text is a document of its own
        var inner = documentOf(cixml(answer));
        assertThat(inner.getElementsByTagName("modify").item(0).getAttributes().getNamedItem("callingname")
                .getNodeValue()).isEqualTo("Carol \"C\" <Reed> & Co");
    }

    @Test
    void saysEachTreatment() throws Exception {
        assertThat(cixml(Curri.write(Answers.alice("", Treatment.CONTINUE, ""))))
                .isEqualTo("<cixml ver=\"1.0\"><continue></continue></cixml>");
        assertThat(cixml(Curri.write(Answers.alice(Treatment.ANNOUNCE, "night"))))
                .isEqualTo("<cixml ver=\"1.0\"><continue><greeting identification=\"night\"/></continue></cixml>");
        assertThat(cixml(Curri.write(Answers.alice(Treatment.DIVERT, "", Answers.DESK))))
                .isEqualTo("<cixml ver=\"1.0\"><divert><destination>2002</destination></divert></cixml>");
        assertThat(cixml(Curri.write(Answers.alice(Treatment.VOICEMAIL, "", Answers.VOICEMAIL))))
                .isEqualTo("<cixml ver=\"1.0\"><divert><destination>voicemail</destination></divert></cixml>");
        String refusal = Curri.write(Answers.alice(Treatment.REJECT, "sorry"));
        assertThat(cixml(refusal))
                .isEqualTo("<cixml ver=\"1.0\"><reject><announce identification=\"sorry\"/></reject></cixml>");
        assertThat(refusal).contains("<Decision>Deny</Decision>", "FulfillOn=\"Deny\"");
    }

    @Test
    void whatNobodyHasIsNotApplicableAndWhatSeveralHaveGoesOn() throws Exception {
        assertThat(Curri.write(Answers.nobody(Matched.NONE))).contains("<Decision>NotApplicable</Decision>");
        assertThat(Curri.write(Answers.nobody(Matched.AMBIGUOUS))).contains("<Decision>Permit</Decision>");
    }

    private static String cixml(String answer) throws Exception {
        return documentOf(answer).getElementsByTagName("AttributeValue").item(0).getTextContent();
    }

    private static org.w3c.dom.Document documentOf(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
