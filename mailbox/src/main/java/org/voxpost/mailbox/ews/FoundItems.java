package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** What FindItem answers ({@code m:RootFolder}); several folders add up. One thread. */
final class FoundItems implements ResponseMessages.Payload {
    final List<StoredItem> items = new ArrayList<>();
    int total;
    boolean last = true;

    @Override
    public void read(XmlReader in) throws IOException {
        if (!in.name().equals("RootFolder")) {
            in.skip();
            return;
        }
        total += number(in.attribute("TotalItemsInView").orElse("0"));
        last &= !in.attribute("IncludesLastItemInRange").orElse("true").equals("false");
        each(in, item -> items.add(StoredItem.read(item)));
    }

    /** Reads one item, the element the reader stands on, to its end. */
    @FunctionalInterface
    interface Item {
        void read(XmlReader in) throws IOException;
    }

    /** Hands over what is in {@code RootFolder/Items}, or passes over another element. */
    static void each(XmlReader in, Item to) throws IOException {
        if (!in.name().equals("RootFolder")) {
            in.skip();
            return;
        }
        while (in.nextChild()) {
            if (in.name().equals("Items")) {
                while (in.nextChild()) {
                    to.read(in);
                }
            } else {
                in.skip();
            }
        }
    }

    private static int number(String text) throws XmlException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new XmlException("'" + text + "' is no count of items");
        }
    }
}
