extension XMLReader {
    /// Reads text up to the next markup; `nil` when it is white space alone.
    mutating func text() throws(XMLFault) -> XMLEvent? {
        scratch.removeAll(keepingCapacity: true)
        var isBlank = true
        while let byte = bytes.peek(), byte != UInt8(ascii: "<") {
            _ = bytes.take()
            if byte == UInt8(ascii: "&") {
                isBlank = false
                try reference()
            } else {
                isBlank = isBlank && byte.isSpace
                // Leading white space is not kept: a file of nothing else must not fill memory.
                if !isBlank { try append(byte) }
            }
        }
        guard !isBlank else { return nil }
        return try taken()
    }

    /// Reads the content of a CDATA section, after its opening mark.
    mutating func section() throws(XMLFault) -> XMLEvent? {
        scratch.removeAll(keepingCapacity: true)
        var brackets = 0
        while let byte = bytes.take() {
            if byte == UInt8(ascii: ">"), brackets >= 2 {
                scratch.removeLast(2)
                return scratch.allSatisfy(\.isSpace) ? nil : try taken()
            }
            brackets = byte == UInt8(ascii: "]") ? brackets + 1 : 0
            try append(byte)
        }
        throw ending()
    }

    private mutating func taken() throws(XMLFault) -> XMLEvent {
        guard !open.isEmpty else { throw broken(.malformed) }
        guard let text = String(validating: scratch, as: UTF8.self) else {
            throw broken(.encoding)
        }
        return .text(text)
    }

    private mutating func append(_ byte: UInt8) throws(XMLFault) {
        // Lines end in one character, whatever the system that wrote the file.
        guard byte != UInt8(ascii: "\r") else { return }
        guard byte >= 0x20 || byte.isSpace else { throw broken(.malformed) }
        guard encoding.append(byte, to: &scratch) else { throw broken(.encoding) }
        guard scratch.count <= limits.textBytes else { throw broken(.tooLong) }
    }

    /// Resolves `&amp;` and its like and `&#…;`, after the `&`. No other name means anything.
    private mutating func reference() throws(XMLFault) {
        var word: [UInt8] = []
        while let byte = bytes.peek(), byte != UInt8(ascii: ";") {
            _ = bytes.take()
            word.append(byte)
            guard word.count <= 8 else { throw broken(.malformed) }
        }
        guard bytes.take() != nil else { throw ending() }
        guard let scalar = Self.scalar(String(decoding: word, as: UTF8.self)) else {
            throw broken(.malformed)
        }
        scratch.append(contentsOf: String(Character(scalar)).utf8)
        guard scratch.count <= limits.textBytes else { throw broken(.tooLong) }
    }

    private static func scalar(_ word: String) -> Unicode.Scalar? {
        switch word {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard word.hasPrefix("#") else { return nil }
            let isHexadecimal = word.hasPrefix("#x")
            let digits = word.dropFirst(isHexadecimal ? 2 : 1)
            guard digits.allSatisfy(\.isHexDigit),
                let number = UInt32(digits, radix: isHexadecimal ? 16 : 10),
                let scalar = Unicode.Scalar(number),
                number >= 0x20 || UInt8(number).isSpace
            else { return nil }
            return scalar
        }
    }
}
