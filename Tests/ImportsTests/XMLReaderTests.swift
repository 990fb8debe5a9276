import Testing

@testable import Imports

@Suite("The XML reader")
struct XMLReaderTests {
    @Test func `elements, text and references come in the order of the file`() throws {
        let events = try events(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <!-- a comment -->
            <a x="1" y='&gt;'><b>T&amp;C &#233;&#xE9;</b><c/> <d><![CDATA[<raw> ]] ]]></d></a>
            """)
        #expect(
            events == [
                .start("a"), .start("b"), .text("T&C éé"), .end("b"), .start("c"), .end("c"),
                .start("d"), .text("<raw> ]] "), .end("d"), .end("a"), .finished,
            ])
    }

    @Test(arguments: [1, 2, 3, 7]) func `chunks may end anywhere`(step: Int) throws {
        let text = "<?xml version='1.0'?><a><b>d\u{e9}j\u{e0}</b><!-- -- --></a>"
            .replacing("<!-- -- -->", with: "<!-- - -->")
        var reader = XMLReader(ByteSource(Array(text.utf8), step: step))
        var events: [XMLEvent] = []
        while events.last != .finished { events.append(try reader.next()) }
        #expect(
            events == [
                .start("a"), .start("b"), .text("déjà"), .end("b"), .end("a"), .finished,
            ])
    }

    @Test func `windows-1252 is decoded, and a byte that it leaves out is refused`() throws {
        let declaration = Array("<?xml version=\"1.0\" encoding=\"windows-1252\"?>".utf8)
        let good = declaration + Array("<a>".utf8) + [0xC9, 0x4C, 0x80, 0x9C] + Array("</a>".utf8)
        #expect(
            try events(bytes: good) == [.start("a"), .text("ÉL€œ"), .end("a"), .finished])
        let bad = declaration + Array("\n<a>".utf8) + [0x81] + Array("</a>".utf8)
        #expect(throws: XMLFault.broken(.encoding, line: 2)) { try events(bytes: bad) }
    }

    @Test func `a byte order mark must agree with the declaration`() throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        #expect(try events(bytes: mark + Array("<a/>".utf8)).count == 3)
        let lying = mark + Array("<?xml version='1.0' encoding='windows-1252'?><a/>".utf8)
        #expect(throws: XMLFault.refused(.encoding(line: 1))) { try events(bytes: lying) }
        let wide: [UInt8] = [0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00]
        #expect(throws: XMLFault.refused(.encoding(line: 1))) { try events(bytes: wide) }
        let unknown = Array("<?xml version='1.0' encoding='ebcdic-fr'?><a/>".utf8)
        #expect(throws: XMLFault.refused(.encoding(line: 1))) { try events(bytes: unknown) }
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<a><!ENTITY b \"c\"></a>",
    ]) func `a document type is refused before any of it is read`(text: String) {
        #expect(throws: XMLFault.refused(.documentType(line: 1))) { try events(text) }
    }

    @Test(arguments: [
        "<a>&b;</a>", "<a>&#0;</a>", "<a>&#+65;</a>", "<a>&#x110000;</a>", "<a>& long text</a>",
        "<a><b></a></b>", "<a/><b/>", "text", "<a/>text", "<a b=c/>", "<a b/>", "<a b='<'/>",
        "<a b='1'c='2'/>", "< a/>", "<1/>", "<a>\u{1}</a>", "</a>", "<a/><?xml version='1.0'?>",
        "<é/>",
    ]) func `what is not well formed is said with its line`(text: String) {
        #expect(throws: XMLFault.broken(.malformed, line: 1)) { try events(text) }
    }

    @Test(arguments: [
        "", "<a>", "<a", "<", "<a><b", "<a x=", "<a x='", "<a>text", "<a><!--", "<a><![CDATA[x",
        "<?xml", "<a>&am",
    ]) func `a file that stops in the middle is said to be cut`(text: String) {
        #expect(throws: XMLFault.broken(.cut, line: 1)) { try events(text) }
    }

    @Test func `nothing grows past its limit`() {
        var limits = XMLLimits()
        limits.depth = 3
        limits.nameBytes = 4
        limits.names = 3
        limits.textBytes = 8
        limits.markupBytes = 16
        let long = String(repeating: "x", count: 20)
        let cases: [(String, ImportRule)] = [
            ("<a><a><a><a>", .tooDeep), ("<abcde/>", .tooLong), ("<a><b/><c/><d/></a>", .tooMany),
            ("<a>\(long)</a>", .tooLong), ("<a><![CDATA[\(long)]]></a>", .tooLong),
            ("<a b='\(long)'/>", .tooLong), ("<!--\(long)--><a/>", .tooLong),
            ("<a>&#65;&#65;&#65;&#65;&#65;&#65;&#65;&#65;&#65;</a>", .tooLong),
        ]
        for (text, rule) in cases {
            #expect(throws: XMLFault.broken(rule, line: 1)) { try events(text, limits: limits) }
        }
    }

    @Test func `reading goes on after a fault, past the end of the element it lies in`() throws {
        let text = "<r><h><n>one</h>\n<h><n>&x;</n></h>\n<h><n>three</n></h></r>"
        var reader = XMLReader(ByteSource(Array(text.utf8)))
        var texts: [String] = []
        var faults: [XMLFault] = []
        reading: while true {
            do throws(XMLFault) {
                switch try reader.next() {
                case .finished: break reading
                case .text(let text): texts.append(text)
                default: continue
                }
            } catch {
                faults.append(error)
                #expect(try reader.skip(past: "h", depth: 1))
            }
        }
        #expect(texts == ["one", "three"])
        #expect(faults == [.broken(.malformed, line: 1), .broken(.malformed, line: 2)])
    }

    @Test func `a source that fails is not taken for an end`() throws {
        var given = false
        let source = ByteSource { _ throws(ImportRefusal) in
            if given { throw .unreadable(path: "flow.xml") }
            given = true
            return Array("<a><b>".utf8)
        }
        var reader = XMLReader(source)
        _ = try reader.next()
        _ = try reader.next()
        #expect(throws: XMLFault.refused(.unreadable(path: "flow.xml"))) { try reader.next() }
    }

    private func events(_ text: String, limits: XMLLimits = XMLLimits()) throws -> [XMLEvent] {
        try events(bytes: Array(text.utf8), limits: limits)
    }

    private func events(bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws -> [XMLEvent] {
        var reader = XMLReader(ByteSource(bytes), limits: limits)
        var events: [XMLEvent] = []
        while events.last != .finished { events.append(try reader.next()) }
        return events
    }
}
