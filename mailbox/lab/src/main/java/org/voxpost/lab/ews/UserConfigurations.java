package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.voxpost.lab.ews.EwsSession.FoundFolder;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** User configurations: hidden items {@code IPM.Configuration.NAME} in a folder ([MS-OXOCFG] 2.2.2). */
final class UserConfigurations {
    private static final String CLASS_PREFIX = "IPM.Configuration.";
    private static final int ROAMING_XML = 0x7C08_0102;
    private static final int ROAMING_BINARY = 0x7C09_0102;
    private static final int DATATYPES = 0x7C06_0003;

    private static final Set<String> PROPERTIES = Set.of("Id", "Dictionary", "XmlData", "BinaryData");

    private UserConfigurations() {
    }

    static void get(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.one(out, "GetUserConfiguration", () -> {
            Element name = request.required("UserConfigurationName");
            FoundFolder folder = session.folderIn(name);
            LabItem item = find(folder, name).orElseThrow(UserConfigurations::notFound);
            Set<String> wanted = wanted(request.textOf("UserConfigurationProperties"));
            return answer -> {
                answer.start("m:UserConfiguration").start("t:UserConfigurationName");
                answer.attribute("Name", name.attributeText("Name")).start("t:FolderId");
                answer.attribute("Id", Ids.folder(folder.mailbox(), folder.folder().id())).end().end();
                if (wanted.contains("Id")) {
                    answer.start("t:ItemId").attribute("Id", Ids.item(folder.mailbox(), item.id()));
                    answer.attribute("ChangeKey", Ids.changeKey(item.changeNumber())).end();
                }
                if (wanted.contains("Dictionary")) {
                    RoamingDictionary.write(answer, item.properties().bytes(Tags.ROAMING_DICTIONARY));
                }
                if (wanted.contains("XmlData")) {
                    binary(answer, "t:XmlData", item.properties().bytes(ROAMING_XML));
                }
                if (wanted.contains("BinaryData")) {
                    binary(answer, "t:BinaryData", item.properties().bytes(ROAMING_BINARY));
                }
                answer.end();
            };
        });
    }

    /** A list of words (xs:list) of the schema's UserConfigurationPropertyType. */
    private static Set<String> wanted(String list) {
        Set<String> words = Set.copyOf(List.of(list.strip().split("\\s+")));
        if (!PROPERTIES.containsAll(words) && !words.equals(Set.of("All"))) {
            throw new EwsRefusal("ErrorSchemaValidation", "'" + list + "' is no list of properties.");
        }
        return words.contains("All") ? PROPERTIES : words;
    }

    private static void binary(XmlWriter out, String name, byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            out.element(name, ExtendedType.format(bytes));
        }
    }

    static void create(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.one(out, "CreateUserConfiguration", () -> {
            Element configuration = request.required("UserConfiguration");
            Element name = configuration.required("UserConfigurationName");
            FoundFolder folder = session.folderIn(name);
            if (find(folder, name).isPresent()) {
                throw new EwsRefusal("ErrorItemSave", "The configuration exists already.");
            }
            PropertyBag bag = PropertyBag.empty().with(Tags.MESSAGE_CLASS, CLASS_PREFIX + name.attributeText("Name"));
            folder.mailbox()
                    .create(LabItem.unsaved(folder.folder().id(), true, filled(bag, configuration), List.of(),
                            List.of()));
            return answer -> {
            };
        });
    }

    static void update(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.one(out, "UpdateUserConfiguration", () -> {
            Element configuration = request.required("UserConfiguration");
            Element name = configuration.required("UserConfigurationName");
            FoundFolder folder = session.folderIn(name);
            LabItem item = find(folder, name).orElseThrow(UserConfigurations::notFound);
            folder.mailbox().change(item.id(), old -> old.with(filled(old.properties(), configuration)));
            return answer -> {
            };
        });
    }

    static void delete(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.one(out, "DeleteUserConfiguration", () -> {
            Element name = request.required("UserConfigurationName");
            FoundFolder folder = session.folderIn(name);
            folder.mailbox().delete(find(folder, name).orElseThrow(UserConfigurations::notFound).id());
            return answer -> {
            };
        });
    }

    private static Optional<LabItem> find(FoundFolder folder, Element name) {
        String wanted = CLASS_PREFIX + name.attributeText("Name");
        return folder.mailbox()
                .items(folder.folder().id(), true)
                .stream()
                .filter(item -> item.messageClass().equalsIgnoreCase(wanted))
                .findFirst();
    }

    private static PropertyBag filled(PropertyBag old, Element configuration) {
        PropertyBag bag = old;
        Optional<Element> dictionary = configuration.child("Dictionary");
        if (dictionary.isPresent()) {
            bag = bag.with(Tags.ROAMING_DICTIONARY, RoamingDictionary.read(dictionary.get())).with(DATATYPES, 4);
        }
        Optional<Element> xml = configuration.child("XmlData");
        if (xml.isPresent()) {
            bag = bag.with(ROAMING_XML, xml.get().content());
        }
        Optional<Element> binary = configuration.child("BinaryData");
        return binary.isPresent() ? bag.with(ROAMING_BINARY, binary.get().content()) : bag;
    }

    private static EwsRefusal notFound() {
        return new EwsRefusal("ErrorItemNotFound", "The configuration was not found.");
    }
}
