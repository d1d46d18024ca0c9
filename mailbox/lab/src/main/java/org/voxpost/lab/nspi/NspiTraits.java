package org.voxpost.lab.nspi;

/**
 * How servers differ, so that clients can be tried against all of them.
 *
 * @param rowsAPage most rows in one answer to QueryRows
 * @param anr true if PidTagAnr can be searched for
 * @param content false: Content restrictions match nothing, without a word
 * @param phones false: comparing telephone numbers is too complex
 * @param cutsOff true: GetMatches gives the first rows and ErrorsReturned where it should say TableTooBig
 */
public record NspiTraits(int rowsAPage, boolean anr, boolean content, boolean phones, boolean cutsOff) {
    public static final NspiTraits STRICT = new NspiTraits(500, true, true, true, false);

    public NspiTraits withRowsAPage(int rows) {
        return new NspiTraits(rows, anr, content, phones, cutsOff);
    }

    public NspiTraits withoutAnr() {
        return new NspiTraits(rowsAPage, false, content, phones, cutsOff);
    }

    public NspiTraits cuttingOff() {
        return new NspiTraits(rowsAPage, anr, content, phones, true);
    }
}
