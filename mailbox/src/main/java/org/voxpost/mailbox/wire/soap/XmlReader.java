package org.voxpost.mailbox.wire.soap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks an XML document element by element, each name compared with its namespace.
 *
 * <pre>
 * in.root("Envelope");
 * while (in.nextChild()) {          // the children of the element the reader stands on, in order
 *     switch (in.name()) {
 *         case "Subject" -> subject = in.text();
 *         default -> in.skip();     // every child is either read to its end or skipped
 *     }
 * }
 * </pre>
 *
 * A document type declaration is refused, entities are not resolved, depth and text are bounded. Not safe for use by
 * several threads.
 */
public final class XmlReader implements AutoCloseable {
    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 4 << 20; // characters

    private final XMLStreamReader stream;
    private int depth;

    /** @throws XmlException if the document does not even begin */
    public XmlReader(InputStream in) throws IOException {
        try {
            stream = factory().createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    /**
     * Goes to the document's outermost element.
     *
     * @throws XmlException if there is none, or if it has another local name
     */
    public void root(String localName) throws XmlException {
        root();
        if (!name().equals(localName)) {
            throw new XmlException("the document is no " + localName + where());
        }
    }

    /**
     * Goes to the document's outermost element, whatever its name.
     *
     * @throws XmlException if there is none
     */
    public void root() throws XmlException {
        if (step() != XMLStreamConstants.START_ELEMENT) {
            throw new XmlException("the document has no element" + where());
        }
    }

    /** Goes to the next child of the element whose children are being read; false at its end, which is then left. */
    public boolean nextChild() throws XmlException {
        while (true) {
            int event = step();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT) {
                return false;
            }
        }
    }

    /**
     * Goes to the first child with this local name and skips those before it.
     *
     * @return false if there is none; the element is then left
     */
    public boolean child(String localName) throws XmlException {
        while (nextChild()) {
            if (name().equals(localName)) {
                return true;
            }
            skip();
        }
        return false;
    }

    /** Local name of the element the reader stands on. */
    public String name() {
        return stream.getLocalName();
    }

    /** Its namespace; empty if it has none. */
    public String namespace() {
        return Optional.ofNullable(stream.getNamespaceURI()).orElse("");
    }

    /** The namespace a prefix stands for here; empty if none. For names inside text (QName). */
    public String namespaceOf(String prefix) {
        return Optional.ofNullable(stream.getNamespaceURI(prefix)).orElse("");
    }

    /** An attribute without namespace; empty if absent. */
    public Optional<String> attribute(String localName) {
        return Optional.ofNullable(stream.getAttributeValue(null, localName))
                .or(() -> Optional.ofNullable(stream.getAttributeValue("", localName)));
    }

    /** An attribute that has to be there. */
    public String required(String localName) throws XmlException {
        return attribute(localName)
                .orElseThrow(() -> new XmlException(name() + " has no attribute " + localName + where()));
    }

    /** All attributes without namespace of the element the reader stands on, in their order. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < stream.getAttributeCount(); i++) {
            if (Optional.ofNullable(stream.getAttributeNamespace(i)).orElse("").isEmpty()) {
                attributes.put(stream.getAttributeLocalName(i), stream.getAttributeValue(i));
            }
        }
        return attributes;
    }

    /** Where the reader stands, from 1. */
    public int line() {
        return stream.getLocation().getLineNumber();
    }

    /** Where in its line the reader stands, from 1. */
    public int column() {
        return stream.getLocation().getColumnNumber();
    }

    /** The text of the element the reader stands on, which is then left; an element inside it is an error. */
    public String text() throws XmlException {
        StringBuilder text = new StringBuilder();
        text((from, offset, length) -> {
            if (text.length() + length > LONGEST_TEXT) {
                throw new XmlException("a text is longer than " + LONGEST_TEXT + " characters" + where());
            }
            text.append(from, offset, length);
        });
        return text.toString();
    }

    /** Like {@link #text}, but elements inside it are allowed: the text in each begins a new line. */
    public String mixedText() throws XmlException {
        StringBuilder text = new StringBuilder();
        for (int open = 1; open > 0;) {
            switch (step()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open++;
                    text.append(text.isEmpty() ? "" : "\n");
                }
                case XMLStreamConstants.END_ELEMENT -> open--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(stream.getText());
                default -> {
                    // comments and processing instructions say nothing
                }
            }
            if (text.length() > LONGEST_TEXT) {
                throw new XmlException("a text is longer than " + LONGEST_TEXT + " characters" + where());
            }
        }
        return text.toString();
    }

    /**
     * Decodes the base64 text of the element the reader stands on, which is then left, as it comes: nothing is held.
     *
     * @return how many bytes were written
     */
    public long base64(OutputStream to) throws IOException {
        Base64Text decoder = new Base64Text(to);
        text(decoder::put);
        return decoder.finish();
    }

    /** Gets pieces of text as they come. */
    private interface TextSink {
        void put(char[] from, int offset, int length) throws IOException;
    }

    private void text(TextSink to) throws XmlException {
        try {
            while (true) {
                switch (step()) {
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        to.put(stream.getTextCharacters(), stream.getTextStart(), stream.getTextLength());
                    case XMLStreamConstants.END_ELEMENT -> {
                        return;
                    }
                    case XMLStreamConstants.START_ELEMENT ->
                        throw new XmlException("text was expected, not " + name() + where());
                    default -> {
                        // comments and processing instructions say nothing
                    }
                }
            }
        } catch (XmlException e) {
            throw e;
        } catch (IOException e) {
            throw new XmlException(e.getMessage() + where(), e);
        }
    }

    /** Leaves the element the reader stands on, with all it contains. */
    public void skip() throws XmlException {
        for (int open = 1; open > 0;) {
            switch (step()) {
                case XMLStreamConstants.START_ELEMENT -> open++;
                case XMLStreamConstants.END_ELEMENT -> open--;
                default -> {
                    // only elements count
                }
            }
        }
    }

    /** Reads on to the end of the document: what follows has to be well-formed too. */
    public void end() throws XmlException {
        try {
            while (stream.hasNext()) {
                step();
            }
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private int step() throws XmlException {
        try {
            if (!stream.hasNext()) {
                throw new XmlException("the document ended too early" + where());
            }
            int event = stream.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > DEEPEST) {
                        throw new XmlException("elements are nested deeper than " + DEEPEST + where());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.DTD -> throw new XmlException("a document type is not allowed" + where());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XmlException("an entity is not allowed" + where());
                default -> {
                    // text and the like
                }
            }
            return event;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private String where() {
        var at = stream.getLocation();
        return " (line " + at.getLineNumber() + ", column " + at.getColumnNumber() + ")";
    }

    private static XmlException broken(XMLStreamException e) {
        if (e.getNestedException() instanceof IOException io) {
            return new XmlException("the document breaks off: " + io.getMessage(), io);
        }
        String reason = Optional.ofNullable(e.getMessage()).orElse("no reason given");
        return new XmlException("broken XML: " + reason.replaceAll("\\s+", " "), e);
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the reader cannot be closed", e);
        }
    }
}
