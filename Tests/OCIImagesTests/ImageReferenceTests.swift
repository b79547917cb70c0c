import OCI
import OCIImages
import Testing

@Suite("Image references")
struct ImageReferenceTests {
    @Test(
        "are read as skopeo reads them",
        arguments: [
            ("oci:./images/web:1.0", "./images/web", "1.0", "web"), ("oci:/srv/web", "/srv/web", nil, "web"),
            ("oci-archive:web.tar:1.0", "web.tar", "1.0", "web"),
            (
                "docker-archive:w.tar:example.org:5000/team/Web_App:2", "w.tar", "example.org:5000/team/Web_App:2",
                "web-app"
            ),
        ])
    func parse(text: String, path: String, image: String?, name: String) throws {
        let reference = try ImageReference(parsing: text)
        #expect(reference.path == path)
        #expect(reference.image == image)
        #expect(reference.suggestedName == name)
        #expect(reference.description == text)
    }

    @Test("a registry is told how to be copied from")
    func registry() {
        let error = #expect(throws: ImageError.self) {
            try ImageReference(parsing: "docker://docker.io/library/nginx:1")
        }
        #expect(
            error?.description.contains("skopeo copy docker://docker.io/library/nginx:1 oci:./images/nginx:1") == true)
    }

    @Test("what is none is refused", arguments: ["", "web", "oci:", "oci::1", "oci:web:", "tar:web"])
    func refused(text: String) {
        #expect(throws: ImageError.self) { try ImageReference(parsing: text) }
    }
}
