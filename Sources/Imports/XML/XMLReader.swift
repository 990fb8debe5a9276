/// A streaming reader for the plain XML of administrative flows, in constant memory.
///
/// It reads elements, text, attributes, comments, CDATA sections and the five predefined and the
/// numeric references, and nothing that could define or fetch anything: a DOCTYPE is refused
/// before a byte of it is interpreted. Foundation's parser streams well, but reports neither a
/// DOCTYPE nor a declared entity on Linux, so it can't refuse one.
struct XMLReader {
    let limits: XMLLimits
    /// The encoding that the file declares, UTF-8 when it declares none.
    var encoding = TextEncoding.utf8
    /// The elements that are open, outermost first.
    private(set) var open: [String] = []

    var bytes: ByteReader
    /// Only the very first markup of a file may declare its encoding.
    var mayDeclareEncoding = true
    /// A file with a byte order mark is UTF-8 and may not declare otherwise.
    private(set) var isMarkedUTF8 = false
    /// Where a text or a name is put together; kept to spare allocations.
    var scratch: [UInt8] = []

    private var names: [[UInt8]: String] = [:]
    private var begun = false
    private var rootClosed = false
    /// The end that an empty element `<a/>` still owes.
    private var pendingEnd: String?
    /// The end tag that last stood where another was due.
    private var misplacedEnd: String?

    init(_ source: ByteSource, limits: XMLLimits = XMLLimits()) {
        bytes = ByteReader(source)
        self.limits = limits
    }

    /// The line that the reader has come to, from 1.
    var line: Int { bytes.line }

    /// The next event; after `.finished` it is `.finished` again.
    mutating func next() throws(XMLFault) -> XMLEvent {
        if !begun { try begin() }
        if let name = pendingEnd {
            pendingEnd = nil
            return try close(name)
        }
        while let byte = bytes.peek() {
            let event = byte == UInt8(ascii: "<") ? try markup() : try text()
            mayDeclareEncoding = false
            if let event { return event }
        }
        guard bytes.failure == nil, rootClosed else { throw ending() }
        return .finished
    }

    /// After a fault: passes over everything up to and including `</name>`; false when the end of
    /// the file comes first. The `depth` outermost elements stay open, the others are forgotten.
    mutating func skip(past name: String, depth: Int) throws(XMLFault) -> Bool {
        pendingEnd = nil
        open.removeLast(max(open.count - depth, 0))
        defer { misplacedEnd = nil }
        if misplacedEnd == name { return true }
        let mark = Array("</\(name)>".utf8)
        var matched = 0
        while let byte = bytes.take() {
            // `<` stands only at the mark's beginning, so a mismatch can begin nothing but anew.
            matched = byte == mark[matched] ? matched + 1 : byte == mark[0] ? 1 : 0
            if matched == mark.count { return true }
        }
        if let failure = bytes.failure { throw .refused(failure) }
        return false
    }

    /// Forgets the open elements between the `depth` outermost and the innermost: they were never
    /// closed, and reading goes on within the innermost.
    mutating func forgetOpen(between depth: Int) {
        open.removeSubrange(depth..<(open.count - 1))
    }

    func broken(_ rule: ImportRule) -> XMLFault { .broken(rule, line: bytes.line) }

    /// What it means that there is no byte where one is needed.
    func ending() -> XMLFault {
        bytes.failure.map(XMLFault.refused) ?? broken(.cut)
    }

    private mutating func begin() throws(XMLFault) {
        begun = true
        switch ByteOrderMark(bytes.beginning(4)) {
        case .none: break
        case .wide: throw .refused(.encoding(line: 1))
        case .utf8:
            isMarkedUTF8 = true
            for _ in ByteOrderMark.utf8Bytes { _ = bytes.take() }
        }
    }
}

// MARK: - The elements that are open

extension XMLReader {
    mutating func open(_ name: String, isEmpty: Bool) throws(XMLFault) -> XMLEvent {
        guard !rootClosed else { throw broken(.malformed) }
        guard open.count < limits.depth else { throw broken(.tooDeep) }
        open.append(name)
        if isEmpty { pendingEnd = name }
        return .start(name)
    }

    mutating func close(_ name: String) throws(XMLFault) -> XMLEvent {
        guard open.last == name else {
            misplacedEnd = name
            throw broken(.malformed)
        }
        open.removeLast()
        rootClosed = open.isEmpty
        return .end(name)
    }

    /// One string for each name of the file, so that a name costs no allocation after its first.
    mutating func interned(_ name: [UInt8]) throws(XMLFault) -> String {
        if let known = names[name] { return known }
        guard names.count < limits.names else { throw broken(.tooMany) }
        let text = String(decoding: name, as: UTF8.self)
        names[name] = text
        return text
    }
}
