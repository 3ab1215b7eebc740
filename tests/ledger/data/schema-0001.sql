SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.ledger_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only: rows of % are never changed or deleted', TG_TABLE_NAME; END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.blobs (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    sha256 text NOT NULL,
    content bytea NOT NULL
);
CREATE TABLE public.claims (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    reading bigint NOT NULL,
    id text NOT NULL,
    place text,
    type text NOT NULL,
    known bigint,
    retracts text,
    body text NOT NULL
);
CREATE TABLE public.commits (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    first bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.documents (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    id text NOT NULL,
    digest text NOT NULL,
    text_sha256 text NOT NULL,
    raw_sha256 text NOT NULL,
    known bigint,
    fetched bigint,
    published_day bigint,
    body text NOT NULL
);
CREATE TABLE public.ledgers (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    id text NOT NULL
);
CREATE TABLE public.links (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    kind text NOT NULL,
    claim text NOT NULL,
    target text NOT NULL,
    reason text NOT NULL
);
CREATE TABLE public.places (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    id text NOT NULL,
    digest text NOT NULL,
    theatre text,
    body text NOT NULL
);
CREATE TABLE public.readings (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    document text NOT NULL,
    version bigint,
    run bigint NOT NULL,
    theatre text,
    extractor text NOT NULL,
    digest text NOT NULL,
    known bigint,
    known_last bigint,
    fetched bigint NOT NULL,
    published_day bigint
);
CREATE TABLE public.reviews (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    claim text NOT NULL,
    verdict text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    at bigint NOT NULL,
    place text,
    correction text,
    carried bigint
);
CREATE TABLE public.runs (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    id text NOT NULL,
    code text NOT NULL,
    vocabulary text NOT NULL,
    theatre text,
    theatre_digest text,
    model text,
    extractor text NOT NULL
);
CREATE TABLE public.states (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    run bigint NOT NULL,
    theatre text,
    place text NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint NOT NULL,
    body text NOT NULL
);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.blobs VALUES (2, '\x987f27567cdc536a5b0f179eaf7f769a4ba52fb7e9f118d32bc9a3a405b6e68c', '6feac95bdd5845f6bee557643e0181f9b819d7d65ff01ec5586b2ca6d42d1fdf', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42030');
INSERT INTO public.blobs VALUES (3, '\xb57c8a4e00e3ab54154807f1644a2d5598f5b6f3e29a3335a97af1fbcf6e61f9', '55cd9cb238664f9549349ed41e3ba633ac266ea47b940ee78f243a18b4f3e85c', '\x3c703e30');
INSERT INTO public.blobs VALUES (4, '\x0c990d5a2ef09d6d3b41cc710dffd983991af1af56d99782daca4d16dda3593f', '942ad867cbde1534cf7e7455472962968f51462a7695480a64d05860924549ae', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42031');
INSERT INTO public.blobs VALUES (5, '\x5b443c3fd7a7e8227d34e633a5fd7d634e8a2005f11a9f91ad61acb9002977b8', 'e1bea8f4f637fc2f4ae111cab57a6f271425b963a9ecad7397e339148ac91c28', '\x3c703e31');
INSERT INTO public.blobs VALUES (6, '\xc2259c8add3b8e15c4e2d769fab13b2ae5f61b83ef787fb1cb50c75945651c64', '250a549082b18cc219b494d5fa435df9527dc7b92c3d4b9563aa225776c57262', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42032');
INSERT INTO public.blobs VALUES (7, '\x39120c37adfb4d91204df7b5e0e94ff11325fdd17d5c96a7b1580410deea5e7b', '9fa1debac398bb3bc7abfb5a0134eb0c0d768bbfa37be6c3024a2012670286cd', '\x3c703e32');
INSERT INTO public.blobs VALUES (8, '\x0053a4558773b1fbdccafca5212b525b53b97cce37089c24c21f0b6d220e1aaa', '76ddcc0fe859e14f86c188dc3f980a29fd50a0665a17903dadcace7750e72266', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42033');
INSERT INTO public.blobs VALUES (9, '\x931e3230dab851490fec084d98ae7ba60b4ff54de5a2ea8cd674950a8012008f', 'e0945701ef049d471d0644d09ae44521f7735d14cc32a78237c6497f8d78dd65', '\x3c703e33');
INSERT INTO public.blobs VALUES (10, '\x67452ccae622f538775edf93bf6df2ad137e4ecb717e4054f79e9aa2d39bfb31', '91ffb38e58c704ae381e2081934b4668463f6075581d7658c67b383f77927382', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42034');
INSERT INTO public.blobs VALUES (11, '\xb3e6ebcc197df3ac78df0a310e3189d646dcccc6ae8d73ba736aa3d0230d551a', '80c5a74085cd0d1e91a3df9ff6c4f9fe2ee4f6f0fc82b329c386f106692e8b12', '\x3c703e34');
INSERT INTO public.blobs VALUES (12, '\xe932901a68ebcc02a6855d832dbc8f215859ac90b37e1011e704b4025b9cd701', '467fb604b13648a02587bd21880a909372989b23671b8f171811ccecce01b028', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42035');
INSERT INTO public.blobs VALUES (13, '\xcbb0b2b2d4caaf424460fc7a4910cf9ad358105a5657c7a615c7a33b4271e124', '1dc3d1b57cf82955fabb3f6552497bf23fb1e6e18564caa333d169272500d8b4', '\x3c703e35');
INSERT INTO public.blobs VALUES (14, '\x4eb33b2aa5e4acd110b2a04da75e105476f1d1d6833651d523dcb58c40ce63cd', 'c859ade791cc8840881b7efe83a93bb217856399f982cb2377126f1269853f23', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42036');
INSERT INTO public.blobs VALUES (15, '\x9f63a47f1255b53f0f94dd5d7d2ee3c23d5742934d4f2af0d614dedcb1445970', 'f3f8ab8ddd21f4b12b9869059d5bf6d1fc9363c259ded47d2de87939fd13f7c2', '\x3c703e36');
INSERT INTO public.blobs VALUES (16, '\x20df72ad9b52d4244b9b01f9d22e2a1c013aae9b1e9cc962098f8a235cd18676', '4e1e702e8238a996331ebf4e79c343ed75cbfa81207380296a10f7480e8a30ec', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42037');
INSERT INTO public.blobs VALUES (17, '\x7703eddec06796f5a29073fb383e967cb2776e24f389eec2fef7d19c147cb559', 'a95ea173ac3dd9889c13cb109c7e1ec76cda50cbc9d12abfa688e71a2211be6a', '\x3c703e37');
INSERT INTO public.blobs VALUES (18, '\xf20041d05617f5d938f7199c074491f78e672b082217e3d15611b8792ca443c5', '400ff3d69553d348c1de9c5069d0f188c8b6045a9a96f1b91aa8c74dd03740f2', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42038');
INSERT INTO public.blobs VALUES (19, '\x9db868dfd93daff117ddff0d9af81c1f4e222a26388d899ff82912a3cb9683b9', '11b257d7f6a2e7d6a3f93cf596a55ab3f95422f435433d8d5970e125a213487e', '\x3c703e38');
INSERT INTO public.blobs VALUES (20, '\x3db96abf7e1528d140ceee5f7d8ed68e129921c7b38649421239d486a91b506f', '24336186064a3afc161d514cfff39d572f0abb3815294f3313bd01fc698f2129', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42039');
INSERT INTO public.blobs VALUES (21, '\x75e95f2a8278a14b5cbe65796a6e62c6165bf9f2ee8872e6014f204460f14c94', '55c88b909aa3c55e34fe41e90d4cb1a60d8a2758e500b6a2d1d488e6f86e0988', '\x3c703e39');
INSERT INTO public.blobs VALUES (22, '\x9ebfc321f7b41986044b9de6f00eaa0d434a9835a9d14a521b693346cfac6435', '4ca709dc17f4aeab2a8d6b60620a01371ee86ac3781f35b0c121a971a2b93d5d', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b4203130');
INSERT INTO public.blobs VALUES (23, '\xbf3094bbe3f895f6e2be0ea58187e303a331addb95891e8204faf88656f32bf8', '03a94bc81d46cf2a7ef96a3bfe1597917dee77bec0276dc95f2fcf90b8b3dbb9', '\x3c703e3130');
INSERT INTO public.blobs VALUES (24, '\x306b4d5057dc6a25b8f7d5e3d2fc245b0c2536b13d9d069441e4d0f2a27eea62', 'c991fc4ea8ef208ebd9bd32b3cf216f98e1f7f8314bf93cc73de1763fbcf449f', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b4203131');
INSERT INTO public.blobs VALUES (25, '\x22a693d45c6abb84cc81830a3f64a3425ccefb2a4e705b1882cdcd6f84116934', '681564b3b1f8a2db6bc56b7c970893bc0f7f7d14514a9dde9f60a482bddfdfd0', '\x3c703e3131');
INSERT INTO public.claims VALUES (54, '\xe045a9c4f4fbd144e004c458b3507b0300e5b88e9f19f6fcea2e339c3d40de94', 39, '668a0f580b8275b1ed7c6a11', 'test:0', 'capture', 1628856000, NULL, '{"document":"report-0","id":"668a0f580b8275b1ed7c6a11","type":"capture","modality":"asserted","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:0","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"quantity":{"value":12,"of":34,"unit":"towns","approx":false},"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T12:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (55, '\x52b35fcc89788f6fdd283d9fd0c0cdd07931a14cc3c3a55f09150a9ca0218a0f', 40, 'e41b03e687e8dfd9a9bb6e12', 'test:1', 'hold', 1628859600, NULL, '{"document":"report-1","id":"e41b03e687e8dfd9a9bb6e12","type":"hold","modality":"hedged","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:1","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T13:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (56, '\xc96a875f9272fe621687c22d0d379d8b7516273078bb7d0a62ffb45f2ddd56a8', 41, '6366fe916532cceb30fd0dd7', 'test:2', 'leave', 1628863200, NULL, '{"document":"report-2","id":"6366fe916532cceb30fd0dd7","type":"leave","modality":"denied","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:2","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T14:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (57, '\x8517267a8f6c4e50671ab6e912cf73f69c499f87fdbdad7c85268e7e2bfcafc9', 42, 'bb125a02bf5a95015f6d3211', 'test:0', 'contest', 1628866800, NULL, '{"document":"report-3","id":"bb125a02bf5a95015f6d3211","type":"contest","modality":"forecast","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:0","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T15:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (58, '\xf31e4c8daebc0cb92b57bf57a5ac2a62db68b5d13d265b84e46ba6a66ca602d3', 43, '9424df85074cc0ae1cc14a9a', 'test:1', 'count', 1628870400, NULL, '{"document":"report-4","id":"9424df85074cc0ae1cc14a9a","type":"count","modality":"planned","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:1","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"quantity":{"value":12,"of":34,"unit":"towns","approx":false},"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T16:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (59, '\x24878220af110dc5e7a5d801f620f3abda4cda1349c94d97ba9d30df4b57770d', 44, '3780fdcffc8ee75acae99844', 'test:2', 'surrender', 1628874000, NULL, '{"document":"report-5","id":"3780fdcffc8ee75acae99844","type":"surrender","modality":"conditional","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:2","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T17:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (60, '\x925d538e7674c0bd71d2ee10e640245548fac6599a338ba5a1f99cf929302618', 45, '8bd26d981f29b6af7b80648e', 'test:0', 'deploy', 1628877600, NULL, '{"document":"report-6","id":"8bd26d981f29b6af7b80648e","type":"deploy","modality":"asserted","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:0","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T18:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (61, '\xb24d42f654ba8cb3ed14940e6475b8528fc4362295a36ee5fda23aa894d31a53', 46, 'd4f9dc120c0ac5f0c2977dd2', 'test:1', 'displace', 1628881200, NULL, '{"document":"report-7","id":"d4f9dc120c0ac5f0c2977dd2","type":"displace","modality":"hedged","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:1","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T19:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (62, '\x2fc7351bd2fda37cb6a49efbb787dae4eae55e49ab2312f47dbabbafb7bff4ad', 47, '5108ceffcce66943cc0fab0b', 'test:2', 'harm', 1628884800, NULL, '{"document":"report-8","id":"5108ceffcce66943cc0fab0b","type":"harm","modality":"denied","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:2","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"quantity":{"value":12,"of":34,"unit":"towns","approx":false},"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T20:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (63, '\x5403a0325fc5768bd0e50159ad2eab84a65108abea9c00b9c6845e9e3bdf8c62', 48, 'de0669fbff47194ab0a3e658', 'test:0', 'detain', 1628888400, NULL, '{"document":"report-9","id":"de0669fbff47194ab0a3e658","type":"detain","modality":"forecast","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:0","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T21:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (64, '\xdcf6498b27aa314945e9ca424797263295c86733d2c3855831331cd804c2dfa4', 49, 'c3fa2ed225694ba9cdc27c13', 'test:1', 'strike', 1628892000, NULL, '{"document":"report-10","id":"c3fa2ed225694ba9cdc27c13","type":"strike","modality":"planned","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:1","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T22:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (65, '\x6050fc8caf95b4c51d2ddca2856236c73a2be89fbd8b785713daaa39baaf82b0', 50, 'e58bf0652fe2d215fc34ee43', 'test:2', 'agree', 1628895600, NULL, '{"document":"report-11","id":"e58bf0652fe2d215fc34ee43","type":"agree","modality":"conditional","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:2","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T23:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (80, '\x82497022824737467a726d5de009d48de5369800054d6972c63f397fdf2e98c3', 78, '24587205bc2eabac40f6ceba', 'test:0', 'capture', 1628856000, NULL, '{"document":"report-0","id":"24587205bc2eabac40f6ceba","type":"capture","modality":"asserted","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:0","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"quantity":{"value":12,"of":34,"unit":"towns","approx":false},"extractor":"rules@2","published":"2021-08-13T12:00:00Z","known":"2021-08-13T12:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (81, '\x6ad655bed335cc4c1d719878bac0020341115ad1491d61e283d758bb4fe30416', 79, '904a382914efec756c6af547', 'test:1', 'hold', 1628859600, NULL, '{"document":"report-1","id":"904a382914efec756c6af547","type":"hold","modality":"hedged","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:1","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@2","published":"2021-08-13T12:00:00Z","known":"2021-08-13T13:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.commits VALUES (1, '\x61ee64051cc1c0f7d199cc23c6fbc22ded6138696fc42d217acd85b2791a01c4', 0, 1795349620);
INSERT INTO public.commits VALUES (72, '\x9b86cd0d756369f063d5149dce2f085a50dfed7b22e162630622540f5c0b63b5', 2, 1795349620);
INSERT INTO public.commits VALUES (74, '\x05211c251d77ac18d346114addf04935e070105b41716bd8db041a5bbd322e0a', 73, 1795349620);
INSERT INTO public.commits VALUES (76, '\xd928ee2bd3f5b8e749f889675b37aa7702e04c184545dd77f7095c5e1d15a055', 75, 1795349620);
INSERT INTO public.commits VALUES (83, '\x3955d19df9da00073e443632ed227b2a90a81d15cbe3dbb1c02c1546e417b62e', 77, 1795349620);
INSERT INTO public.documents VALUES (26, '\x41d9a9ebe5bfb110ffdad9f68c84ab5a574d2e8f0ddef1e7992b5a429ae97756', 'report-0', '1964f18bbc1f31cc05a4db41ea7fbc42f5c920f16084ab387d4481e3417f7176', '6feac95bdd5845f6bee557643e0181f9b819d7d65ff01ec5586b2ca6d42d1fdf', '55cd9cb238664f9549349ed41e3ba633ac266ea47b940ee78f243a18b4f3e85c', 1628856000, 1628856000, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (27, '\x32d44d749d1ea8f2854df16ba920d3ba5b70bbe0392ac645ab9d6ee0dd064a7c', 'report-1', 'fcab57843944cdfc9a22b553f27846a3b58d4661fc676c9d6e0c937a78cc3904', '942ad867cbde1534cf7e7455472962968f51462a7695480a64d05860924549ae', 'e1bea8f4f637fc2f4ae111cab57a6f271425b963a9ecad7397e339148ac91c28', 1628859600, 1628859600, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (28, '\x2c5b1117d89f7b631de5aba419cee2294b3682c8acfea910ecb7ad2219f5e44b', 'report-2', '5d13b7ddf7aa2a3050e6a85b4f9cbcc6224c3b360020e68af3a08ef412304f45', '250a549082b18cc219b494d5fa435df9527dc7b92c3d4b9563aa225776c57262', '9fa1debac398bb3bc7abfb5a0134eb0c0d768bbfa37be6c3024a2012670286cd', 1628863200, 1628863200, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (29, '\xcb4c211c8af4544cc0f99c6c5a9018abd5e9a7e4a3894af0e98bf8942fb7a28e', 'report-3', 'ed16ccf53ead283630b6cba5352cac8192c447572ea2a8e85decd3b28da2f285', '76ddcc0fe859e14f86c188dc3f980a29fd50a0665a17903dadcace7750e72266', 'e0945701ef049d471d0644d09ae44521f7735d14cc32a78237c6497f8d78dd65', 1628866800, 1628866800, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (30, '\xd21f78e6e34dd82b6b5298743a9466310b439870c7cd6dd180868ed4ac15952a', 'report-4', '265ce49047e13f6a53df43ab33782fe4195dae64b14426cf6010f5af9e21f83b', '91ffb38e58c704ae381e2081934b4668463f6075581d7658c67b383f77927382', '80c5a74085cd0d1e91a3df9ff6c4f9fe2ee4f6f0fc82b329c386f106692e8b12', 1628870400, 1628870400, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (31, '\x2eed0b0a041082203df07663ebfa36b6a3cca358b80ea0abb18e00e3461b9f3f', 'report-5', '7a34a349e52d285800ae033cbc2f468096530deae592811df5cc0de97d3c8256', '467fb604b13648a02587bd21880a909372989b23671b8f171811ccecce01b028', '1dc3d1b57cf82955fabb3f6552497bf23fb1e6e18564caa333d169272500d8b4', 1628874000, 1628874000, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (32, '\xfe8bed7675ef10b9091842f507252e308b96e461e03de89b65973eec47fb3269', 'report-6', '855e30ad7387bbef40749a09a05faf61b25528c7205adc9cf7cc842e5ee5d609', 'c859ade791cc8840881b7efe83a93bb217856399f982cb2377126f1269853f23', 'f3f8ab8ddd21f4b12b9869059d5bf6d1fc9363c259ded47d2de87939fd13f7c2', 1628877600, 1628877600, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (33, '\x1c62eeea1878304d47280386932c2246c3b1a5b092b0ce9cc9283ccab571b75f', 'report-7', '4cd12f56f607d3cfad156017722e0e886db90c19da0a8c0785f713d76baa9fd3', '4e1e702e8238a996331ebf4e79c343ed75cbfa81207380296a10f7480e8a30ec', 'a95ea173ac3dd9889c13cb109c7e1ec76cda50cbc9d12abfa688e71a2211be6a', 1628881200, 1628881200, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (34, '\x3fdc3ba0bc2db320d91c9edeb9c93862d4e1e1f31ff0f96742eb019c6ae6a8b4', 'report-8', '82983304e2dc51c7c9e2260119e51c7c1ecb6a5afea9675584945bcf946a257a', '400ff3d69553d348c1de9c5069d0f188c8b6045a9a96f1b91aa8c74dd03740f2', '11b257d7f6a2e7d6a3f93cf596a55ab3f95422f435433d8d5970e125a213487e', 1628884800, 1628884800, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (35, '\x017002b9d962b7e5db4999e4f36f481d571e4bb570f2744eccf936e45cb6e5fc', 'report-9', '489df65873abe96112e0510172e1f1d253570e2842bb1e4935d99b22afa4ab60', '24336186064a3afc161d514cfff39d572f0abb3815294f3313bd01fc698f2129', '55c88b909aa3c55e34fe41e90d4cb1a60d8a2758e500b6a2d1d488e6f86e0988', 1628888400, 1628888400, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (36, '\xa604da2bb45e8d9f3b950e77f66734b7cc6bee9fd827f666835c7adce77e778a', 'report-10', 'f1e2eae56fdbfbb7162af3bfd7bd156dc77c6b11a361aa51ac6313edc211e2d7', '4ca709dc17f4aeab2a8d6b60620a01371ee86ac3781f35b0c121a971a2b93d5d', '03a94bc81d46cf2a7ef96a3bfe1597917dee77bec0276dc95f2fcf90b8b3dbb9', 1628892000, 1628892000, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (37, '\x0bb4212ca16af8970a86330acc6e38c5f5b4b56c057c63ebc693e54d8f47b504', 'report-11', '12eb1725cd3c95a0cc849c2ba5cab9d5859ea12e6fad10d5a045e3200eee7f8b', 'c991fc4ea8ef208ebd9bd32b3cf216f98e1f7f8314bf93cc73de1763fbcf449f', '681564b3b1f8a2db6bc56b7c970893bc0f7f7d14514a9dde9f60a482bddfdfd0', 1628895600, 1628895600, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.ledgers VALUES (0, '\x28373e65288ef5e47fdcd0e48b4fb5c778e6a0c2883581047d0b46785a9078b6', 'a8cc8f8ccdad4321bee267c2ed6b3fb3');
INSERT INTO public.links VALUES (69, '\x84cbd69430925b677ec1cf9483fd2a61127cc4e1df595f18f0bdfe20b92abe78', 'copy', '3780fdcffc8ee75acae99844', '9424df85074cc0ae1cc14a9a', 'same words');
INSERT INTO public.links VALUES (70, '\xfe49e2f907531242811c21e3e6b6f35c5c6ccc9ef74c11c1ee7453cb3775d046', 'copy', '8bd26d981f29b6af7b80648e', '3780fdcffc8ee75acae99844', 'credit');
INSERT INTO public.links VALUES (71, '\xa00ae6c01ef0977d28c9955589f45419c096c0948f91a441078208ea53a801f9', 'event', '668a0f580b8275b1ed7c6a11', 'event-1', 'same day');
INSERT INTO public.places VALUES (51, '\x0ba728d36f798323a9e48ece5d528f2c28b6a53e111e19a0731bc3857ed6616a', 'test:0', '510e5611f6c373369b658a08', 'hill-war', '{"id":"test:0","name":"Hilltown","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands"}');
INSERT INTO public.places VALUES (52, '\x9d0cd88679602e366b9dd85a7b1aa6dd3384f5dbfdb9509bbef439084a592d4b', 'test:1', '6997b65f7147d2f6f498d2b9', 'hill-war', '{"id":"test:1","name":"Hilltown","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands"}');
INSERT INTO public.places VALUES (53, '\xbfbec2a9d5172cb71db750fe07a4b490cd20b579cf0c2cd39ce746ccc4f9b7fe', 'test:2', '28779c39743ad7ecc425a0a8', 'hill-war', '{"id":"test:2","name":"Hilltown","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands"}');
INSERT INTO public.readings VALUES (39, '\xc03ca27f34c052be9b9d1556446d14290d749b84792b23eca0c1d899a340bcda', 'report-0', 26, 38, 'hill-war', 'rules@1', '9738fffcbda2c9ae54f40cb083545efa039b6bcda6e6d17532a17cfe8fc7551e', 1628856000, 1628856000, 1628856000, 18852);
INSERT INTO public.readings VALUES (40, '\xd312a3b75b3594603cca6e270f0a039679cc13cbfb420a62e7b2528eec355568', 'report-1', 27, 38, 'hill-war', 'rules@1', 'e290132ad27066aaf6818e901663d8b81b20a6324dac826f945b6ec8e05f8e38', 1628859600, 1628859600, 1628859600, 18852);
INSERT INTO public.readings VALUES (41, '\x738acff5d00a8f2bdcb9ee279abc85a46684496b9dc9bcd4657aa092345d4798', 'report-2', 28, 38, 'hill-war', 'rules@1', '8169dc8d2fdf792f99be09143dbf0f38843e0cded27464bfd3b982035967dc4c', 1628863200, 1628863200, 1628863200, 18852);
INSERT INTO public.readings VALUES (42, '\xb9c94b8f605324df832c1d30b768e714f5e1086a37b342a61e5bb6a11f09be9f', 'report-3', 29, 38, 'hill-war', 'rules@1', '1f69bd6897e6a79721b1d31340fc7f09728a0649d46b8bb30536685fcc437414', 1628866800, 1628866800, 1628866800, 18852);
INSERT INTO public.readings VALUES (43, '\xc57964ff7ea69fd438ae88ddbaa3a9b117c4cd56758976461013a3a84292eb92', 'report-4', 30, 38, 'hill-war', 'rules@1', 'd40f386bf7a0f79e59472a07e26bf4fcad4c64b64cb63211c87ba4c91cbad96e', 1628870400, 1628870400, 1628870400, 18852);
INSERT INTO public.readings VALUES (44, '\x19631789ad889fbecd5303c8f567d01c2ce578f866d0675c08452639b56bd350', 'report-5', 31, 38, 'hill-war', 'rules@1', 'ea8444672d8178de153e816807e03aec1ff02cbbc985916e447e224ee0b8b355', 1628874000, 1628874000, 1628874000, 18852);
INSERT INTO public.readings VALUES (45, '\x70a3568eced1f97c9127d25648dda2509a3dca4d3da6504a8ff7ef90740b19e5', 'report-6', 32, 38, 'hill-war', 'rules@1', '0ce8f574550437b306f611d64e0e568b735a6917e7efb35b724a375b609fd6f2', 1628877600, 1628877600, 1628877600, 18852);
INSERT INTO public.readings VALUES (46, '\xf3e4bba3a358eafd3408e738abfa686f5ffbf3602ae3144eb3ebfe77c23cc693', 'report-7', 33, 38, 'hill-war', 'rules@1', 'cf68a19fa8c5f53c2c9716ec418643483583a2d2b5cee96783cf588facfaccaa', 1628881200, 1628881200, 1628881200, 18852);
INSERT INTO public.readings VALUES (47, '\x92ddde5655bc57346d57c215faafbeb2a5042dfd5a6039a18c1a4cf76f8dd0e6', 'report-8', 34, 38, 'hill-war', 'rules@1', 'de0700daa9200c5aaf692df599bcbccc7567701a648d2a75e9039702cced4b93', 1628884800, 1628884800, 1628884800, 18852);
INSERT INTO public.readings VALUES (48, '\x58e7a08e16d9060a5a227a632f07509ae05c4056b439e227073f4ec970b97d43', 'report-9', 35, 38, 'hill-war', 'rules@1', '7fddbe8f43ce98c42cc200aad67fc80a8bd22ec7b8e45c30724af3737ffb8c94', 1628888400, 1628888400, 1628888400, 18852);
INSERT INTO public.readings VALUES (49, '\x23786142177b6ab9d2bce8066016a525eaf7e407a53e319c9a99d48a982fd450', 'report-10', 36, 38, 'hill-war', 'rules@1', '90a5997b7d00f39638b4b07670808aac19165c483cbff264c8c5d98e103d0fd6', 1628892000, 1628892000, 1628892000, 18852);
INSERT INTO public.readings VALUES (50, '\xa7b426012bcfe61897ce7ea0a64228ec685c527fd1bebe03118ec49eb5d6385e', 'report-11', 37, 38, 'hill-war', 'rules@1', '36b1ae7bc32d53080f195223b6a33fbe31b65aae1b111366cbc78f4c20aca6e8', 1628895600, 1628895600, 1628895600, 18852);
INSERT INTO public.readings VALUES (78, '\x989889b8c18ab3203e53f9692a9af69f3116ec202c80f8d4219420da7a16e94f', 'report-0', 26, 77, 'hill-war', 'rules@2', 'da829883014c3876142d5fb555b8570ab6d5f645d75f41b09a71c6744a084002', 1628856000, 1628856000, 1628856000, 18852);
INSERT INTO public.readings VALUES (79, '\xd0b90fea7e077a9236bb0693ddee3448669b59c98d01cca1547d6ed718c55ce5', 'report-1', 27, 77, 'hill-war', 'rules@2', '041d5d28c10a4cde5e4659e677389862ddc591726eeaf63e7659d537792d3c53', 1628859600, 1628859600, 1628859600, 18852);
INSERT INTO public.reviews VALUES (73, '\x912865f7eee68d2fdb3c2fde3436c72f1ba8ad2cd4db2d603f9739c785f15b72', 'e41b03e687e8dfd9a9bb6e12', 'reject', 'ann', 'a question', 1628856000, NULL, NULL, NULL);
INSERT INTO public.reviews VALUES (75, '\x535df86963e29846108dde5b731f2741b83ae1e730bd1af364bb93e9931f79f3', '6366fe916532cceb30fd0dd7', 'correct', 'bob', 'the south did', 1628856000, 'test:2', '{"document":"report-2","id":"6366fe916532cceb30fd0dd7","type":"leave","modality":"denied","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:2","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1,"reasons":[]},"actor":{"text":"The south","name":"South","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T14:00:00Z","outlet":"The Valley Post","rule":"rule.one"}', NULL);
INSERT INTO public.reviews VALUES (82, '\x1fdabf33da034672d2bcef451226f467fcdd47c92beb20df75a92f6200f7a517', '904a382914efec756c6af547', 'reject', 'ann', 'a question', 1628856000, NULL, NULL, 73);
INSERT INTO public.runs VALUES (38, '\x43e19d6777cb1856a71b4915b6420043e27bc1004632cb7ca01b86964f0a0231', 'c696a8b0bdd73ac1a123edb7', '0.1.0', 'words', 'hill-war', 'theatre', NULL, 'rules@1');
INSERT INTO public.runs VALUES (77, '\x9f706fe2a5d9daa2c3199b32cde6ea7f04212ac53ad82dbd25a04632ebd7abbd', '128c8c44466bac7a09ec63c4', '0.1.0', 'words', 'hill-war', 'theatre', NULL, 'rules@2');
INSERT INTO public.states VALUES (66, '\xf529bdf39aafa389b1233d5500d11e77f73794f64c75ce6205918358ab4e0a51', 38, 'hill-war', 'test:0', 18852, 18853, 1628856000, 253402300800, '[{"north":0.8,"south":0.15,"contested":0.05},"claimed",18852,null,3,1,["668a0f580b8275b1ed7c6a11"]]');
INSERT INTO public.states VALUES (67, '\x74d783ff4f9e0ad63c4e5270803524f9b8825b88454df946c206c37073cf6f79', 38, 'hill-war', 'test:1', 18852, 18853, 1628856000, 253402300800, '[{"north":0.8,"south":0.15,"contested":0.05},"claimed",18852,null,3,1,["e41b03e687e8dfd9a9bb6e12"]]');
INSERT INTO public.states VALUES (68, '\xaef82857432b7b02bfed8d2ae9982f157b4c75d815599001f3e6238456e5f9cf', 38, 'hill-war', 'test:2', 18852, 18853, 1628856000, 253402300800, '[{"north":0.8,"south":0.15,"contested":0.05},"claimed",18852,null,3,1,["6366fe916532cceb30fd0dd7"]]');
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.blobs
    ADD CONSTRAINT blobs_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.commits
    ADD CONSTRAINT commits_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.ledgers
    ADD CONSTRAINT ledgers_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.states
    ADD CONSTRAINT states_pkey PRIMARY KEY ("position");
CREATE INDEX blobs_sha256 ON public.blobs USING btree (sha256);
CREATE INDEX claims_id ON public.claims USING btree (id);
CREATE INDEX claims_place ON public.claims USING btree (place, known);
CREATE INDEX claims_reading ON public.claims USING btree (reading);
CREATE INDEX claims_retracts ON public.claims USING btree (retracts) WHERE (retracts IS NOT NULL);
CREATE INDEX documents_id ON public.documents USING btree (id);
CREATE INDEX links_claim ON public.links USING btree (claim);
CREATE INDEX links_target ON public.links USING btree (target);
CREATE INDEX places_id ON public.places USING btree (id);
CREATE INDEX readings_document ON public.readings USING btree (document, fetched, "position", known);
CREATE INDEX readings_known_last ON public.readings USING btree (known_last);
CREATE INDEX readings_published ON public.readings USING btree (published_day);
CREATE INDEX reviews_claim ON public.reviews USING btree (claim);
CREATE INDEX reviews_place ON public.reviews USING btree (place);
CREATE INDEX runs_id ON public.runs USING btree (id);
CREATE INDEX states_box ON public.states USING gist (int8range(valid_from, valid_to), int8range(known_from, known_to));
CREATE INDEX states_place ON public.states USING btree (place, valid_from);
CREATE TRIGGER blobs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.blobs FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER claims_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.claims FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER commits_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.commits FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER documents_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.documents FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledgers_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledgers FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER links_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.links FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER places_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.places FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER readings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.readings FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER reviews_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reviews FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER runs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.runs FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER states_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.states FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
