import Testing

@testable import Imports

@Suite("The rows of a CSV file")
struct CSVRowsTests {
    @Test(arguments: [1, 2, 5, 4096]) func `quotes hold separators, line ends and quotes`(
        step: Int
    ) throws {
        let text = "a;b\r\n\"x;\ny\";\"say \"\"yes\"\"\"\r\n\r\nlast;\n"
        var rows = try CSVRows(
            ByteSource(Array(text.utf8), step: step), encoding: .utf8, separator: nil)
        #expect(try rows.next() == CSVRows.Row(line: 1, cells: ["a", "b"]))
        #expect(try rows.next() == CSVRows.Row(line: 2, cells: ["x;\ny", "say \"yes\""]))
        #expect(try rows.next() == CSVRows.Row(line: 5, cells: ["last", ""]))
        #expect(try rows.next() == nil)
    }

    @Test func `the separator is the one that the header uses most`() {
        #expect(CSVSeparator.detect(in: "a;b,c;d\n,,,,,".utf8) == .semicolon)
        #expect(CSVSeparator.detect(in: "\"a;;;\",b\n".utf8) == .comma)
        #expect(CSVSeparator.detect(in: "a\tb\n".utf8) == .tab)
        #expect(CSVSeparator.detect(in: "alone\n".utf8) == .semicolon)
    }

    @Test func `a byte order mark is passed over, and a wide encoding refused`() throws {
        var marked = try CSVRows(
            ByteSource(ByteOrderMark.utf8Bytes + Array("é;b\n".utf8)), encoding: .utf8,
            separator: nil)
        #expect(try marked.next()?.cells == ["é", "b"])
        #expect(throws: ImportRefusal.encoding(line: 1)) {
            try CSVRows(
                ByteSource(ByteOrderMark.utf8Bytes), encoding: .windows1252, separator: nil)
        }
        #expect(throws: ImportRefusal.encoding(line: 1)) {
            try CSVRows(ByteSource([0x61, 0, 0x3B, 0]), encoding: .utf8, separator: nil)
        }
    }

    @Test func `windows-1252 is decoded when it is asked for`() throws {
        var rows = try CSVRows(
            ByteSource([0xE9, 0x3B, 0x80, 0x0A]), encoding: .windows1252, separator: nil)
        #expect(try rows.next()?.cells == ["é", "€"])
    }

    @Test func `a bad row is said with its line and cell, and the next one is read`() throws {
        var limits = CSVLimits()
        limits.cellBytes = 8
        limits.rowBytes = 12
        limits.columns = 3
        let text = """
            a;b
            x;y"z
            "x"y;z
            x;123456789
            1234567;123456
            1;2;3;4
            x;\u{1}
            fine;"
            """
        var rows = try CSVRows(
            ByteSource(Array(text.utf8)), encoding: .utf8, separator: nil, limits: limits)
        var found: [CSVRows.Fault] = []
        var read: [[String]] = []
        reading: while true {
            do throws(CSVRows.Fault) {
                guard let row = try rows.next() else { break reading }
                read.append(row.cells)
            } catch {
                found.append(error)
            }
        }
        #expect(read == [["a", "b"]])
        #expect(
            found == [
                CSVRows.Fault(line: 2, column: 1, rule: .malformed),
                CSVRows.Fault(line: 3, column: 1, rule: .malformed),
                CSVRows.Fault(line: 4, column: 1, rule: .tooLong),
                CSVRows.Fault(line: 5, column: 1, rule: .tooLong),
                CSVRows.Fault(line: 6, column: 3, rule: .tooMany),
                CSVRows.Fault(line: 7, column: 1, rule: .malformed),
                CSVRows.Fault(line: 8, column: 1, rule: .cut),
            ])
    }

    @Test func `bytes that are no UTF-8 are a fault of their row alone`() throws {
        let bytes = Array("a;b\n".utf8) + [0xE9, 0x3B, 0x62, 0x0A] + Array("c;d\n".utf8)
        var rows = try CSVRows(ByteSource(bytes), encoding: .utf8, separator: nil)
        #expect(try rows.next()?.cells == ["a", "b"])
        #expect(throws: CSVRows.Fault(line: 2, column: 0, rule: .encoding)) { try rows.next() }
        #expect(try rows.next() == CSVRows.Row(line: 3, cells: ["c", "d"]))
    }
}
