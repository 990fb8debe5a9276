import Foundation
import Testing

/// Whether this machine can check JSON Schemas; `Tools/setup` sees to it.
private let canCheckSchemas = (try? EditorSchema.python("import jsonschema, yaml"))?.status == 0

@Suite("The JSON Schema for editors", .enabled(if: canCheckSchemas, "needs python's jsonschema"))
struct EditorSchemaTests {
    @Test("It accepts the charters that the programs accept")
    func accepts() throws {
        let valid = try EditorSchema.check([
            ["Sources/Charter/Bundled/insertion.yaml", "", ""],
            ["Tests/CharterTests/Golden/workshop.yaml", "", ""],
        ])
        #expect(valid == [true, true])
    }

    @Test("It refuses what can be seen without reading the whole")
    func refuses() throws {
        let changes = [
            ("leaves: never", "leaves: as-is"), ("type: flag", "type: flagg"),
            ("merge: lowest", "merge: newest"), ("purpose: follow", "porpoise: follow"),
            ("leaves: month", "leaves: { band: [3] }"), ("at: hub", "at: home"),
            ("cases: own", "cases: own\n    duty: oversight"),
            ("at: hub", "at: hub\n    cases: all"),
            ("month\n        recipients: [town]", "month"), ("keep: 30d after", "keep: 30 after"),
        ]
        let valid = try EditorSchema.check(
            changes.map { ["Tests/CharterTests/Golden/workshop.yaml", $0.0, $0.1] })
        #expect(valid == changes.map { _ in false })
    }
}

/// Runs python's jsonschema.
private enum EditorSchema {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// For each path, text to replace and text to put there: whether the file is then valid.
    static func check(_ cases: [[String]]) throws -> [Bool] {
        let script = """
            import json, sys, yaml, jsonschema
            schema = json.load(open("Protocol/charter.schema.json", encoding="utf-8"))
            jsonschema.Draft202012Validator.check_schema(schema)
            check = jsonschema.Draft202012Validator(schema)
            valid = []
            for path, old, new in json.loads(sys.argv[1]):
                text = open(path, encoding="utf-8").read()
                assert old in text, old
                text = text.replace(old, new, 1) if old else text
                valid.append(check.is_valid(yaml.safe_load(text)))
            print(json.dumps(valid))
            """
        let arguments = String(decoding: try JSONEncoder().encode(cases), as: UTF8.self)
        let (status, output) = try python(script, arguments)
        try #require(status == 0)
        return try JSONDecoder().decode([Bool].self, from: output)
    }

    static func python(_ arguments: String...) throws -> (status: Int32, output: Data) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c"] + arguments
        process.currentDirectoryURL = root
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
