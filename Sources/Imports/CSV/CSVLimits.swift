/// How much of a spreadsheet is held at once, so that no file can exhaust the memory.
struct CSVLimits: Sendable {
    /// Bytes of one cell, in UTF-8.
    var cellBytes = 64 * 1024
    /// Bytes of one row, in UTF-8.
    var rowBytes = 256 * 1024
    /// Cells of one row.
    var columns = 256
    /// Different persons named by a key.
    var persons = 200_000
}
