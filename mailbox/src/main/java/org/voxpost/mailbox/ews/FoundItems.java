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
        while (in.nextChild()) {
            if (in.name().equals("Items")) {
                while (in.nextChild()) {
                    items.add(StoredItem.read(in));
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
