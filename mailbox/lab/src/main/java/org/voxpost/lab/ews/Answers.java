package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;

import org.voxpost.lab.store.StoreRefusal;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Writes {@code m:XResponse / m:ResponseMessages / m:XResponseMessage*}: one message per item, in the request's order. */
final class Answers {
    private Answers() {
    }

    /**
     * @param inputs one message each
     * @param work does what is asked for one of them and says what to write of it; its refusal becomes an error message
     */
    static <T> void each(XmlWriter out, String operation, List<T> inputs, Function<T, SoapEnvelope.Part> work)
            throws IOException {
        out.start("m:" + operation + "Response").start("m:ResponseMessages");
        for (T input : inputs) {
            message(out, operation + "ResponseMessage", () -> work.apply(input));
        }
        out.end().end();
    }

    /** One message for the whole request. */
    static void one(XmlWriter out, String operation, java.util.function.Supplier<SoapEnvelope.Part> work)
            throws IOException {
        each(out, operation, List.of(operation), any -> work.get());
    }

    /** The response is itself the one message, as with operations of later schemas. */
    static void direct(XmlWriter out, String operation, java.util.function.Supplier<SoapEnvelope.Part> work)
            throws IOException {
        message(out, operation + "Response", work);
    }

    private static void message(XmlWriter out, String element, java.util.function.Supplier<SoapEnvelope.Part> work)
            throws IOException {
        SoapEnvelope.Part part;
        try {
            part = work.get();
        } catch (StoreRefusal e) {
            error(out, element, EwsRefusal.of(e));
            return;
        } catch (EwsRefusal e) {
            error(out, element, e);
            return;
        }
        out.start("m:" + element).attribute("ResponseClass", "Success");
        out.element("m:ResponseCode", "NoError");
        part.write(out);
        out.end();
    }

    private static void error(XmlWriter out, String element, EwsRefusal refusal) throws IOException {
        out.start("m:" + element).attribute("ResponseClass", "Error");
        out.element("m:MessageText", String.valueOf(refusal.getMessage()));
        out.element("m:ResponseCode", refusal.code());
        out.element("m:DescriptiveLinkKey", "0");
        out.end();
    }
}
