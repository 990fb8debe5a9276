extension XMLReader {
    /// Reads one piece of markup from its `<`; `nil` when it says nothing to the caller.
    mutating func markup() throws(XMLFault) -> XMLEvent? {
        _ = bytes.take()
        switch bytes.peek() {
        case UInt8(ascii: "/"):
            _ = bytes.take()
            return try endTag()
        case UInt8(ascii: "?"):
            _ = bytes.take()
            try instruction()
            return nil
        case UInt8(ascii: "!"):
            _ = bytes.take()
            return try declarationOrSection()
        default:
            return try startTag()
        }
    }

    private mutating func startTag() throws(XMLFault) -> XMLEvent {
        let name = try name()
        var passed = 0
        while true {
            let spaces = skipSpaces()
            switch bytes.take() {
            case UInt8(ascii: ">"):
                return try open(name, isEmpty: false)
            case UInt8(ascii: "/"):
                try expect(">")
                return try open(name, isEmpty: true)
            case .some(let first) where spaces > 0 && first.isNameStart:
                try attribute(passed: &passed)
            case nil: throw ending()
            default: throw broken(.malformed)
            }
        }
    }

    private mutating func endTag() throws(XMLFault) -> XMLEvent {
        let name = try name()
        skipSpaces()
        try expect(">")
        return try close(name)
    }

    /// Passes over the rest of one attribute, of which the first letter was taken.
    private mutating func attribute(passed: inout Int) throws(XMLFault) {
        while let byte = bytes.peek(), byte.isName {
            _ = bytes.take()
            try count(&passed)
        }
        skipSpaces()
        try expect("=")
        skipSpaces()
        let quote = bytes.take()
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw quote == nil ? ending() : broken(.malformed)
        }
        while let byte = bytes.take() {
            if byte == quote { return }
            guard byte != UInt8(ascii: "<") else { throw broken(.malformed) }
            try count(&passed)
        }
        throw ending()
    }

    /// `<!--`, `<![CDATA[`, or a document type, which nothing here ever reads.
    private mutating func declarationOrSection() throws(XMLFault) -> XMLEvent? {
        switch bytes.peek() {
        case UInt8(ascii: "-"):
            try expect("--")
            try pass(until: "-->")
            return nil
        case UInt8(ascii: "["):
            try expect("[CDATA[")
            return try section()
        case nil: throw ending()
        default: throw .refused(.documentType(line: line))
        }
    }

    private mutating func instruction() throws(XMLFault) {
        let mayDeclare = mayDeclareEncoding
        let target = try name()
        guard target == "xml" else { return try pass(until: "?>") }
        guard mayDeclare else { throw broken(.malformed) }
        scratch.removeAll(keepingCapacity: true)
        try pass(until: "?>", keep: true)
        guard let name = XMLDeclaration.encoding(in: scratch) else { return }
        guard let declared = TextEncoding(name: name), !isMarkedUTF8 || declared == .utf8 else {
            throw .refused(.encoding(line: line))
        }
        encoding = declared
    }

    /// Passes over everything up to and including `mark`, within the limits.
    private mutating func pass(until mark: String, keep: Bool = false) throws(XMLFault) {
        let mark = Array(mark.utf8)
        var passed = 0
        var last: [UInt8] = []
        while let byte = bytes.take() {
            try count(&passed)
            if keep { scratch.append(byte) }
            last.append(byte)
            if last.count > mark.count { last.removeFirst() }
            if last == mark { return }
        }
        throw ending()
    }

    private func count(_ passed: inout Int) throws(XMLFault) {
        passed += 1
        guard passed <= limits.markupBytes else { throw broken(.tooLong) }
    }
}

// MARK: - Words

extension XMLReader {
    /// An element's name: ASCII, as in all the flows.
    private mutating func name() throws(XMLFault) -> String {
        scratch.removeAll(keepingCapacity: true)
        while let byte = bytes.peek(), scratch.isEmpty ? byte.isNameStart : byte.isName {
            _ = bytes.take()
            scratch.append(byte)
            guard scratch.count <= limits.nameBytes else { throw broken(.tooLong) }
        }
        guard !scratch.isEmpty else { throw bytes.peek() == nil ? ending() : broken(.malformed) }
        return try interned(scratch)
    }

    private mutating func expect(_ word: String) throws(XMLFault) {
        for expected in word.utf8 {
            guard let byte = bytes.take() else { throw ending() }
            guard byte == expected else { throw broken(.malformed) }
        }
    }

    @discardableResult
    private mutating func skipSpaces() -> Int {
        var count = 0
        while let byte = bytes.peek(), byte.isSpace {
            _ = bytes.take()
            count += 1
        }
        return count
    }
}

extension UInt8 {
    fileprivate var isNameStart: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "_"), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    fileprivate var isName: Bool {
        isNameStart || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
    }

    /// A space as XML knows them.
    var isSpace: Bool {
        self == UInt8(ascii: " ") || self == UInt8(ascii: "\n") || self == UInt8(ascii: "\t")
            || self == UInt8(ascii: "\r")
    }
}
