import Testing

@Suite("The wall in Package.swift")
struct PackageWallTests {
    private let manifest: PackageManifest

    init() throws {
        manifest = try PackageManifest.read()
    }

    @Test func `no target has an arrow that the table lacks`() {
        for (target, arrows) in manifest.arrows {
            let allowed = Wall.arrows[target]
            #expect(allowed != nil, "\(target) is not in the table")
            let extra = arrows.subtracting(allowed ?? []).sorted()
            #expect(extra.isEmpty, "\(target) -> \(extra)")
        }
        #expect(Set(Wall.arrows.keys) == Set(manifest.ours.map(\.name)))
    }

    @Test func `what must never be reached is not, however long the way`() {
        for (target, forbidden) in Wall.forbidden {
            let reached = manifest.closure(of: target).intersection(forbidden)
            #expect(reached.isEmpty, "\(target) reaches \(reached.sorted())")
        }
    }

    @Test func `only the desk and the office's program reach the case files`() {
        let reaching = manifest.ours.map(\.name).filter {
            manifest.closure(of: $0).contains("DossierStore")
        }
        #expect(Set(reaching) == ["Desk", "secteur"])
    }

    @Test func `no library depends on a program`() {
        let programs = Set(manifest.ours.filter { $0.type == "executable" }.map(\.name))
        for target in manifest.ours {
            #expect(programs.isDisjoint(with: target.dependencies.map(\.name)), "\(target.name)")
        }
    }

    @Test func `sources import what their target declares, and nothing by way of another`() throws {
        for target in manifest.ours {
            let declared = Set(target.dependencies.map(\.name))
            let system = Wall.withoutSystem.contains(target.name) ? [] : Wall.system
            for (module, file) in try SourceImports.of(target) {
                #expect(
                    declared.contains(module) || system.contains(module),
                    "\(target.name)/\(file) imports \(module)")
            }
        }
    }

    @Test func `the core imports nothing at all`() throws {
        let core = try #require(manifest.ours.first { $0.name == "SyncCore" })
        #expect(try SourceImports.of(core).isEmpty)
        #expect(core.dependencies.isEmpty)
    }

    @Test func `imports are seen whatever stands before them`() {
        let source = """
            import A
            package import B
            @preconcurrency internal import C.D
            private import struct E.F
            // import G
            let text = "import H"
            """
        #expect(SourceImports.imports(in: source) == ["A", "B", "C", "E"])
    }
}
