import Testing

@testable import Nix

@Suite("ATerm")
struct ATermTests {
    private static let path = "/nix/store/cspidl7r5sx2pcwyapd51whvfz1qhn5h-a"

    @Test("holds any byte in a string")
    func bytes() throws {
        let all = ByteString(UInt8.min...UInt8.max)
        let derivation = Derivation(
            outputs: ["out": .deferred], system: all, builder: all, arguments: [all, "", all], environment: [all: all])
        #expect(try Derivation(aterm: derivation.aterm()) == derivation)
    }

    @Test(
        "of every kind of output reads and prints",
        arguments: [
            (#"("out","\#(path)","","")"#, true),
            (#"("out","","","")"#, true),
            (#"("out","","r:sha256","")"#, true),
            (#"("out","","text:sha256","impure")"#, true),
            (#"("out","\#(path)","md5","d41d8cd98f00b204e9800998ecf8427e")"#, true),
            (#"("out","\#(path)","r:sha1","da39a3ee5e6b4b0d3255bfef95601890afd80709")"#, true),
            (#"("dev","\#(path)",""," ")"#, false),
            (#"("out","\#(path)","md5","D41D8CD98F00B204E9800998ECF8427E")"#, false),
            (#"("out","\#(path)","md5","3y8bwfr609h3lh9ch0izcqq7fl")"#, false),
            (#"("out","\#(path)","md5","")"#, false),
            (#"("out","","md5","d41d8cd98f00b204e9800998ecf8427e")"#, false),
            (#"("dev","\#(path)","md5","d41d8cd98f00b204e9800998ecf8427e")"#, false),
            (#"("a/b","\#(path)","","")"#, false),
            (#"("","\#(path)","","")"#, false),
            ("", false),
        ])
    func outputs(_ output: String, _ isGood: Bool) throws {
        let text = Array(#"Derive([\#(output)],[],[],"x","y",[],[])"#.utf8)
        if isGood {
            #expect(try Derivation(aterm: text).aterm() == text)
        } else {
            #expect(throws: ATermError.self) { try Derivation(aterm: text) }
        }
    }

    @Test("that ends anywhere else than at its end is refused", .enabled(if: NixData.isHere))
    func cut() throws {
        let bytes = try NixData.bytes("example/drv/6ly5fy5zyfgq2wihvj5g373vf7whzlq9-bytes.drv")
        for count in 0..<bytes.count {
            let error = try #require(throws: ATermError.self) { try Derivation(aterm: Array(bytes[..<count])) }
            #expect(error.problem == .endsEarly || error.problem == .unclosedString, "\(count): \(error)")
        }
    }

    @Test("is as long as the limit says, and no longer")
    func limit() {
        #expect(throws: ATermError(offset: 3, problem: .tooLong(limit: 3))) {
            try Derivation(aterm: Array("Derive".utf8), limit: 3)
        }
    }
}
