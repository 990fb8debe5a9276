/// Reads the rows of a CSV file (RFC 4180), one at a time, in constant memory.
///
/// Quoted cells may hold separators, doubled quotes and line ends. Lines end in LF or CRLF. Lines
/// with nothing in them are passed over.
struct CSVRows {
    /// One row of the file.
    struct Row: Equatable {
        /// The line on which the row begins, from 1.
        let line: Int
        let cells: [String]
    }

    /// Why a row was not read; the next call goes on after it.
    struct Fault: Error, Equatable {
        let line: Int
        /// The index of the cell in which the row went wrong.
        let column: Int
        let rule: ImportRule
    }

    let encoding: TextEncoding
    let limits: CSVLimits
    private(set) var separator: CSVSeparator
    private var bytes: ByteReader

    // The row that is being read.
    private var cells: [String] = []
    private var cell: [UInt8] = []
    private var rowBytes = 0

    /// Refused are files in UTF-16, and files marked as UTF-8 that are said to be something else.
    init(
        _ source: ByteSource, encoding: TextEncoding, separator: CSVSeparator?,
        limits: CSVLimits = CSVLimits()
    ) throws(ImportRefusal) {
        var bytes = ByteReader(source)
        let start = bytes.beginning(4096)
        switch ByteOrderMark(start) {
        case .none: break
        case .wide: throw .encoding(line: 1)
        case .utf8:
            guard encoding == .utf8 else { throw .encoding(line: 1) }
            for _ in ByteOrderMark.utf8Bytes { _ = bytes.take() }
        }
        self.bytes = bytes
        self.encoding = encoding
        self.limits = limits
        self.separator = separator ?? .detect(in: start)
    }

    /// Why there are no more rows, when it is not that the file ended.
    var failure: ImportRefusal? { bytes.failure }

    /// The next row; `nil` at the end.
    mutating func next() throws(Fault) -> Row? {
        while bytes.peek() != nil {
            let line = bytes.line
            cells.removeAll(keepingCapacity: true)
            rowBytes = 0
            try row(from: line)
            if cells.count > 1 || !cells[0].isEmpty { return Row(line: line, cells: cells) }
        }
        return nil
    }

    private mutating func row(from line: Int) throws(Fault) {
        while true {
            cell.removeAll(keepingCapacity: true)
            if bytes.peek() == UInt8(ascii: "\"") {
                try quotedCell(line)
            } else {
                try plainCell(line)
            }
            guard let text = String(validating: cell, as: UTF8.self) else {
                throw fault(.encoding, line)
            }
            cells.append(text)
            let end = bytes.take()
            guard end == separator.byte else { return try lineEnd(end, line) }
            guard cells.count < limits.columns else { throw fault(.tooMany, line) }
        }
    }

    private mutating func plainCell(_ line: Int) throws(Fault) {
        while let byte = bytes.peek(), !isEnd(byte) {
            _ = bytes.take()
            guard byte != UInt8(ascii: "\"") else { throw fault(.malformed, line) }
            try append(byte, line)
        }
    }

    private mutating func quotedCell(_ line: Int) throws(Fault) {
        _ = bytes.take()
        while let byte = bytes.take() {
            if byte != UInt8(ascii: "\"") {
                try append(byte, line)
            } else if bytes.peek() == UInt8(ascii: "\"") {
                _ = bytes.take()
                try append(byte, line)
            } else {
                return
            }
        }
        throw fault(.cut, line)
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == separator.byte || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// After a cell may stand a separator, a line's end or the file's.
    private mutating func lineEnd(_ byte: UInt8?, _ line: Int) throws(Fault) {
        switch byte {
        case nil, UInt8(ascii: "\n"): return
        case UInt8(ascii: "\r") where bytes.peek() == UInt8(ascii: "\n"): _ = bytes.take()
        default: throw fault(.malformed, line)
        }
    }

    private mutating func append(_ byte: UInt8, _ line: Int) throws(Fault) {
        let isControl = byte < 0x20 && byte != UInt8(ascii: "\t") && !byte.isSpace
        guard !isControl else { throw fault(.malformed, line) }
        guard encoding.append(byte, to: &cell) else { throw fault(.encoding, line) }
        rowBytes += 1
        guard cell.count <= limits.cellBytes, rowBytes <= limits.rowBytes else {
            throw fault(.tooLong, line)
        }
    }

    /// Passes over the rest of the line, so that the next row is read afresh.
    private mutating func fault(_ rule: ImportRule, _ line: Int) -> Fault {
        let fault = Fault(line: line, column: cells.count, rule: rule)
        while let byte = bytes.take(), byte != UInt8(ascii: "\n") {}
        return fault
    }
}
